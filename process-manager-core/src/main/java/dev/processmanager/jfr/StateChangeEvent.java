package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.processmanager.StateChange")
@Label("Process State Change")
final class StateChangeEvent extends ProcessFlightEvent {

  @Label("From")
  String from = "";

  @Label("To")
  String to = "";

  @Label("Reason")
  String reason = "";

  static void commit(ProcessEvent.StateChanged news) {
    var event = new StateChangeEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.from = news.from().name();
      event.to = news.to().name();
      event.reason = news.reason();
      event.commit();
    }
  }
}
