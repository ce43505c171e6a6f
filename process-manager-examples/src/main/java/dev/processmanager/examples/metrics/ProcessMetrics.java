package dev.processmanager.examples.metrics;

import dev.processmanager.HealthSummary;
import dev.processmanager.ProcessManager;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Puts the processes of a manager into any registry of Micrometer; which meters there are says the
/// package. Safe for use by many threads.
public final class ProcessMetrics implements MeterBinder {

  private final ProcessManager processes;

  /// @param processes whose processes
  public ProcessMetrics(ProcessManager processes) {
    this.processes = processes;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    var latest = new LatestSummary(processes, registry.config().clock());
    for (ProcessState state : ProcessState.values()) {
      latest
          .gauge("processes", countOf(status -> status.state() == state))
          .tag("state", state.name())
          .register(registry);
    }
    for (Health health : Health.values()) {
      latest
          .gauge("processes.health", countOf(status -> status.health() == health))
          .tag("health", health.name())
          .register(registry);
    }
    latest
        .gauge("processes.critical.down", summary -> summary.criticalDown().size())
        .register(registry);
    processes.listen(event -> count(event, registry));
  }

  private static ToDoubleFunction<HealthSummary> countOf(Predicate<ProcessStatus> which) {
    return summary -> summary.details().stream().filter(which).count();
  }

  private static void count(ProcessEvent event, MeterRegistry registry) {
    switch (event) {
      case ProcessEvent.StateChanged it when it.to() == ProcessState.STARTING ->
          registry.counter("processes.launches").increment();
      case ProcessEvent.RestartScheduled it ->
          registry.counter("processes.restarts", "process", it.key().toString()).increment();
      case ProcessEvent.RunEnded it ->
          registry.timer("processes.runs", "cause", it.cause().name()).record(it.uptime());
      default -> {}
    }
  }
}
