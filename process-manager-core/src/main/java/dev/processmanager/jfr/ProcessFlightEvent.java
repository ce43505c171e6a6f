package dev.processmanager.jfr;

import dev.processmanager.supervise.ProcessEvent;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// What all events have in common. They have no stack trace, which would be that of the library.
@Category("Process Manager")
@StackTrace(false)
abstract class ProcessFlightEvent extends Event {

  @Label("Process")
  String process = "";

  @Label("Generation")
  int generation;

  void about(ProcessEvent news) {
    process = news.key().toString();
    generation = news.generation();
  }
}
