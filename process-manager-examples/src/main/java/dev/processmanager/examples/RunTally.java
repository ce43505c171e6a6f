package dev.processmanager.examples;

import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Counts from events what the status of a process does not tell: for how long all its runs
/// together have lasted.
final class RunTally {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, Duration> uptimes = new HashMap<>();
  private final Map<String, ProcessState> states = new HashMap<>();

  synchronized void add(ProcessEvent event) {
    String id = event.key().id();
    switch (event) {
      case ProcessEvent.RunEnded end -> uptimes.merge(id, end.uptime(), Duration::plus);
      case ProcessEvent.StateChanged change -> states.put(id, change.to());
      default -> {}
    }
    notifyAll();
  }

  /// {@return for how long it ran, once the news of its end have come, as they do a moment later}
  ///
  /// @param process one at rest
  synchronized Duration uptime(ProcessStatus process) {
    long deadline = System.nanoTime() + PATIENCE;
    try {
      while (states.get(process.id()) != process.state() && System.nanoTime() < deadline) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return uptimes.getOrDefault(process.id(), Duration.ZERO);
  }
}
