package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.processmanager.HealthChange")
@Label("Process Health Change")
final class HealthChangeEvent extends ChangeEvent {

  static void commit(ProcessEvent.HealthChanged news) {
    var event = new HealthChangeEvent();
    if (event.shouldCommit()) {
      event.about(news);
      event.change(news.from(), news.to(), news.reason());
      event.commit();
    }
  }
}
