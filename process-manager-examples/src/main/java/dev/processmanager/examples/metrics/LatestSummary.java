package dev.processmanager.examples.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.HealthSummary;
import dev.processmanager.ProcessManager;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/// How processes are now. One scrape reads many gauges, so they share an answer for a second.
final class LatestSummary {

  private final ProcessManager processes;
  private final Clock clock;
  private CompletableFuture<HealthSummary> answer;
  private long askedAt;

  LatestSummary(ProcessManager processes, Clock clock) {
    this.processes = processes;
    this.clock = clock;
    ask();
  }

  /// One number of it. Without an answer within 5 seconds, Micrometer tells none.
  Gauge.Builder<?> gauge(String name, ToDoubleFunction<HealthSummary> number) {
    return Gauge.builder(name, this, it -> number.applyAsDouble(it.current().join()))
        .strongReference(true);
  }

  private synchronized CompletableFuture<HealthSummary> current() {
    if (clock.monotonicTime() - askedAt >= SECONDS.toNanos(1)) {
      ask();
    }
    return answer;
  }

  private void ask() {
    askedAt = clock.monotonicTime();
    answer = processes.healthSummary().orTimeout(5, SECONDS);
  }
}
