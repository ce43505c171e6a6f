package dev.processmanager.jfr;

import jdk.jfr.Label;

/// Something is other than it was.
abstract class ChangeEvent extends ProcessFlightEvent {

  @Label("From")
  String from = "";

  @Label("To")
  String to = "";

  @Label("Reason")
  String reason = "";

  void change(Enum<?> before, Enum<?> now, String why) {
    from = before.name();
    to = now.name();
    reason = why;
  }
}
