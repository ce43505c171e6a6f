package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

@Name("dev.processmanager.RunEnd")
@Label("Process Run End")
final class RunEndEvent extends ProcessFlightEvent {

  @Label("Cause")
  String cause = "";

  @Label("Exit")
  String exit = "";

  @Label("Uptime")
  @Timespan(Timespan.NANOSECONDS)
  long uptime;

  static void commit(ProcessEvent.RunEnded news) {
    var event = new RunEndEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.cause = news.cause().name();
      event.exit = news.exit().describe();
      event.uptime = TimeUnit.NANOSECONDS.convert(news.uptime());
      event.commit();
    }
  }
}
