package dev.processmanager.examples.architect.config;

import java.time.Duration;

/// What is measured, and how long it is kept.
///
/// @param metricsInterval how often each service is measured, and compared with its limits
/// @param keepMetrics how long measurements are kept
/// @param keepEvents how long events are kept
public record Monitoring(Duration metricsInterval, Duration keepMetrics, Duration keepEvents) {

  private static final int MOST_DAYS = 36_500;

  static Monitoring read(Section section) {
    var monitoring =
        new Monitoring(
            section.seconds("metrics_interval", false).orElse(Duration.ofSeconds(30)),
            days(section, "metrics_retention_days", 7),
            days(section, "events_retention_days", 30));
    section.refuseTheRest();
    return monitoring;
  }

  private static Duration days(Section section, String key, int usual) {
    return Duration.ofDays(section.whole(key, 1, MOST_DAYS).orElse(usual));
  }
}
