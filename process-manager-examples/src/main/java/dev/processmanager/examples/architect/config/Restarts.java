package dev.processmanager.examples.architect.config;

import java.time.Duration;

/// How often and when a service is restarted that has failed.
///
/// @param most how many restarts in a row, before it is given up
/// @param delay before the first of them
/// @param multiplier what each further delay grows by
/// @param longest the longest delay
public record Restarts(int most, Duration delay, double multiplier, Duration longest) {

  static final Duration UNBOUNDED = Duration.ofDays(365);

  static Restarts read(Section section) {
    var restarts =
        new Restarts(
            section.whole("max_retries", 0, 1_000_000).orElse(5),
            section.seconds("retry_delay", true).orElse(Duration.ofSeconds(10)),
            section.number("backoff_multiplier", 1).orElse(2.0),
            section.seconds("max_backoff", true).orElse(Duration.ofSeconds(300)));
    section.refuseTheRest();
    return restarts;
  }
}
