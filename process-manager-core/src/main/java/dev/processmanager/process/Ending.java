package dev.processmanager.process;

/// Why a run ended.
public enum Ending {
  /// By itself, with an exit code or a value.
  EXITED,
  /// By a signal that this manager did not send.
  SIGNALLED,
  /// Its time limit ran out.
  TIMED_OUT,
  /// It was stopped on request.
  STOPPED,
  /// The future that owned it was cancelled.
  CANCELLED,
  /// Cannot be told.
  UNKNOWN
}
