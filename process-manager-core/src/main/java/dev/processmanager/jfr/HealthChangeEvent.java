package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.processmanager.HealthChange")
@Label("Process Health Change")
final class HealthChangeEvent extends ProcessFlightEvent {

  @Label("From")
  String from = "";

  @Label("To")
  String to = "";

  @Label("Reason")
  String reason = "";

  static void commit(ProcessEvent.HealthChanged news) {
    var event = new HealthChangeEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.from = news.from().name();
      event.to = news.to().name();
      event.reason = news.reason();
      event.commit();
    }
  }
}
