package dev.processmanager.probe;

import java.util.Objects;

/// The answer of a probe. Immutable. How many of which it takes to be healthy or not says the
/// [HealthCheck].
public sealed interface ProbeResult {

  /// All is well.
  record Pass() implements ProbeResult {}

  /// Something is wrong.
  ///
  /// @param reason what, for people
  record Fail(String reason) implements ProbeResult {

    /// Takes a missing reason, such as that of an exception without a message, for what it is.
    ///
    /// @param reason what, for people
    public Fail {
      reason = Objects.requireNonNullElse(reason, "no reason given");
    }
  }

  /// The question could not be asked; changes nothing, and counts neither as success nor as
  /// failure.
  ///
  /// @param reason why, for people
  record Inconclusive(String reason) implements ProbeResult {

    /// Takes a missing reason, such as that of an exception without a message, for what it is.
    ///
    /// @param reason why, for people
    public Inconclusive {
      reason = Objects.requireNonNullElse(reason, "no reason given");
    }
  }

  /// {@return the answer that all is well}
  static ProbeResult pass() {
    return new Pass();
  }

  /// {@return the answer that something is wrong}
  ///
  /// @param reason what, for people
  static ProbeResult fail(String reason) {
    return new Fail(reason);
  }

  /// {@return the answer that nothing can be said}
  ///
  /// @param reason why, for people
  static ProbeResult inconclusive(String reason) {
    return new Inconclusive(reason);
  }
}
