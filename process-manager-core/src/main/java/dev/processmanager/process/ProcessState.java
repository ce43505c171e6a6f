package dev.processmanager.process;

/// Where a background process is in its life. Health is a second axis: see [Health].
///
/// | state | may become |
/// |---|---|
/// | `STOPPED` | `STARTING` |
/// | `STARTING` | `RUNNING`, `STOPPING`, `BACKOFF`, `STOPPED`, `FAILED`, `FATAL` |
/// | `RUNNING` | `STARTING`, `STOPPING`, `BACKOFF`, `STOPPED`, `FAILED`, `FATAL` |
/// | `BACKOFF` | `STARTING`, `STOPPED` |
/// | `STOPPING` | `STOPPED`, `STARTING`, `BACKOFF`, `FAILED`, `FATAL`, `UNKNOWN` |
/// | `FAILED`, `FATAL` | `STARTING` |
/// | `UNKNOWN` | `STOPPING`, `STOPPED`, `STARTING`, `BACKOFF`, `FAILED`, `FATAL` |
public enum ProcessState {
  /// Never started, stopped on request, or ended as its policy expects; see the exit.
  STOPPED,
  /// Being launched, or waiting for its startup check.
  STARTING,
  /// Running.
  RUNNING,
  /// Being asked, then forced, to end.
  STOPPING,
  /// Ended; a restart is being decided on or waited for.
  BACKOFF,
  /// Ended unexpectedly, and the restart policy does not ask for another run.
  FAILED,
  /// Given up: the restart budget is spent, or a launch can never succeed. Only an operator's start
  /// leaves this state.
  FATAL,
  /// Its fate cannot be told, for instance because it survived a forced stop.
  UNKNOWN;

  /// {@return whether nothing runs and nothing is going to, unless somebody starts it}
  public boolean isAtRest() {
    return this == STOPPED || this == FAILED || this == FATAL;
  }
}
