package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.processmanager.StateChange")
@Label("Process State Change")
final class StateChangeEvent extends ChangeEvent {

  static void commit(ProcessEvent.StateChanged news) {
    var event = new StateChangeEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.change(news.from(), news.to(), news.reason());
      event.commit();
    }
  }
}
