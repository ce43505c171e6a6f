package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.processmanager.LimitExcess")
@Label("Process Limit Excess")
final class LimitExcessEvent extends ProcessFlightEvent {

  @Label("Cause")
  String cause = "";

  @Label("Reason")
  String reason = "";

  static void commit(ProcessEvent.LimitExceeded news) {
    var event = new LimitExcessEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.cause = news.cause().name();
      event.reason = news.reason();
      event.commit();
    }
  }
}
