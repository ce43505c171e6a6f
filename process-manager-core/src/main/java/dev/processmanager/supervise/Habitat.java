package dev.processmanager.supervise;

import dev.processmanager.process.LaunchContext;
import dev.processmanager.registry.Registry;
import dev.processmanager.time.TimeSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/// What all supervised processes of one manager share.
///
/// @param time clocks and timers
/// @param registry where they are remembered
/// @param machine what is asked of the operating system
/// @param contexts completes a launch context with what only the manager knows, such as its engine
/// @param listeners who hears of events
/// @param neighbours all of them
/// @param closing whether nothing may be launched any more
record Habitat(
    TimeSource time,
    Registry registry,
    Machine machine,
    UnaryOperator<LaunchContext> contexts,
    Listeners listeners,
    Neighbours neighbours,
    AtomicBoolean closing) {

  boolean isClosing() {
    return closing.get();
  }

  /// The same with another time.
  Habitat with(TimeSource other) {
    return new Habitat(other, registry, machine, contexts, listeners, neighbours, closing);
  }
}
