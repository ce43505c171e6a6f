package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.processmanager.DependencyWait")
@Label("Process Dependency Wait")
final class DependencyWaitEvent extends ProcessFlightEvent {

  @Label("Awaited")
  String awaited = "";

  static void commit(ProcessEvent.DependenciesAwaited news) {
    var event = new DependencyWaitEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.awaited = String.join(", ", news.awaited());
      event.commit();
    }
  }
}
