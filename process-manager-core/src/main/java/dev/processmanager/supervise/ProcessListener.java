package dev.processmanager.supervise;

import dev.processmanager.registry.RegistryDamage;

/// Hears of what happens to processes. Called on a thread of its own, for one event after another,
/// in the order in which they happened, and after the new state is visible. What it throws is
/// logged and delays nobody. It may block; one that is 10,000 events behind loses the newest, which
/// is logged. Added by `ProcessManager.listen` or, so as to hear of all from the beginning, by
/// `ProcessManagerBuilder.listener`.
@FunctionalInterface
public interface ProcessListener {

  /// Takes an event.
  ///
  /// @param event what happened
  void onEvent(ProcessEvent event);

  /// Hears that the registry was found damaged, and what of it is lost, also of what was found
  /// before this began to listen; does nothing by default.
  ///
  /// @param damage what was lost, and what was not
  default void onRegistryDamage(RegistryDamage damage) {}
}
