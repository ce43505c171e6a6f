package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.alert.Alert;
import dev.processmanager.examples.architect.alert.AlertDesk;
import dev.processmanager.examples.architect.alert.Alerts;
import dev.processmanager.examples.architect.store.Store;
import dev.processmanager.supervise.ProcessEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes down what happens, for everybody who wants to know: the log, the database, those who
/// listen, and those who are to be alerted.
///
/// @param listeners hear of every event
record Journal(Store store, DaemonLog log, AlertDesk desk, Fanout<ServiceEvent> listeners) {

  /// The service of events that are about the daemon itself.
  static final String SUPERVISOR = "supervisor";

  /// What happened to a process.
  void note(ProcessEvent event, boolean critical) {
    note(
        new ServiceEvent(
            event.at(), event.key().id(), type(event), event.describe(), details(event)));
    Alerts.of(event, critical).filter(desk::wants).ifPresent(this::raise);
  }

  /// What the daemon itself has done.
  void note(String type, String message, Map<String, String> details) {
    note(new ServiceEvent(Instant.now(), SUPERVISOR, type, message, details));
  }

  private void note(ServiceEvent event) {
    log.say(event.message());
    store.event(event);
    listeners.accept(event);
  }

  private void raise(Alert alert) {
    String level = alert.level().word();
    store.alert(alert.service(), level, alert.message(), alert.at());
    var event =
        new ServiceEvent(
            alert.at(), alert.service(), "alert", alert.message(), Map.of("level", level));
    store.event(event);
    listeners.accept(event);
    desk.raise(alert);
  }

  private static String type(ProcessEvent event) {
    return switch (event) {
      case ProcessEvent.StateChanged _ -> "state_changed";
      case ProcessEvent.HealthChanged _ -> "health_changed";
      case ProcessEvent.RunEnded _ -> "exited";
      case ProcessEvent.RestartScheduled _ -> "restart_scheduled";
      case ProcessEvent.DependenciesAwaited _ -> "dependencies_awaited";
      case ProcessEvent.LimitExceeded _ -> "limit_exceeded";
    };
  }

  /// What the event says besides whom it is about and when it was.
  private static Map<String, String> details(ProcessEvent event) {
    var details = new LinkedHashMap<String, String>();
    event.asMap().forEach((name, value) -> details.put(name, value.toString()));
    // States, healths and causes are words in small letters everywhere outside of the library.
    List.of("from", "to", "cause")
        .forEach(
            name -> details.computeIfPresent(name, (_, word) -> word.toLowerCase(Locale.ROOT)));
    details.keySet().removeAll(List.of("event", "scope", "id", "at"));
    return details;
  }
}
