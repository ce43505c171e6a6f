package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import java.util.function.Consumer;

/// What all that works for one process shares.
///
/// @param step takes an input
record Desk(
    CurrentState state, Habitat habitat, Mailbox mailbox, Waits waits, Consumer<Input> step) {

  Entry.Key key() {
    return state.spec().key();
  }

  /// Called on the mailbox.
  void take(Input input) {
    step.accept(input);
  }

  void post(Input input) {
    mailbox.post(() -> take(input));
  }
}
