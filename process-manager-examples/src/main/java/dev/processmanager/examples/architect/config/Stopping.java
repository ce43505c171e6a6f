package dev.processmanager.examples.architect.config;

import dev.processmanager.process.Signal;
import java.time.Duration;
import java.util.Optional;

/// How a service is stopped.
///
/// @param graceful whether it is asked before it is forced
/// @param timeout how long it may take, once asked
/// @param signal what asks
public record Stopping(boolean graceful, Duration timeout, Signal signal) {

  static final Stopping DEFAULT = new Stopping(true, Duration.ofSeconds(30), Signal.TERM);

  static Stopping read(Section section) {
    var stopping =
        new Stopping(
            section.flag("enabled", true),
            section.seconds("timeout", true).orElse(DEFAULT.timeout),
            section
                .word("signal", "the name of a signal, such as \"SIGTERM\"", Stopping::signal)
                .orElse(DEFAULT.signal));
    section.refuseTheRest();
    return stopping;
  }

  private static Optional<Signal> signal(String name) {
    try {
      return Optional.of(Signal.of(name));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }
}
