package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import java.util.function.Consumer;

/// Puts the events of processes into flight recordings. While there is none, that costs a test.
public final class FlightRecording {

  private FlightRecording() {}

  /// {@return what takes events; it does nothing where the JDK has no flight recorder}
  public static Consumer<ProcessEvent> observer() {
    boolean absent = ModuleLayer.boot().findModule("jdk.jfr").isEmpty();
    return absent ? _ -> {} : FlightRecording::commit;
  }

  private static void commit(ProcessEvent event) {
    switch (event) {
      case ProcessEvent.StateChanged changed -> StateChangeEvent.commit(changed);
      case ProcessEvent.RunEnded ended -> RunEndEvent.commit(ended);
      case ProcessEvent.RestartScheduled scheduled -> RestartEvent.commit(scheduled);
      case ProcessEvent.HealthChanged changed -> HealthChangeEvent.commit(changed);
      case ProcessEvent.LimitExceeded exceeded -> LimitExcessEvent.commit(exceeded);
      case ProcessEvent.DependenciesAwaited awaited -> DependencyWaitEvent.commit(awaited);
    }
  }
}
