package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

@Name("dev.processmanager.RestartSchedule")
@Label("Process Restart Schedule")
final class RestartEvent extends ProcessFlightEvent {

  @Label("Delay")
  @Timespan(Timespan.NANOSECONDS)
  long delay;

  @Label("Attempt")
  int attempt;

  static void commit(ProcessEvent.RestartScheduled news) {
    var event = new RestartEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.delay = TimeUnit.NANOSECONDS.convert(news.after());
      event.attempt = news.attempt();
      event.commit();
    }
  }
}
