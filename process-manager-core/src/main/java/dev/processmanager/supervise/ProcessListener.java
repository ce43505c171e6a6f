package dev.processmanager.supervise;

/// Hears of what happens to processes. Called on a thread of its own, for one event after another,
/// in the order in which they happened, and after the new state is visible. What it throws is
/// logged and delays nobody.
@FunctionalInterface
public interface ProcessListener {

  /// Takes an event.
  ///
  /// @param event what happened
  void onEvent(ProcessEvent event);
}
