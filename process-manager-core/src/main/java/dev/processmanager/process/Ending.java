package dev.processmanager.process;

/// Why a run ended, as told by [ProcessResult#ending()]; [Exit] tells how.
public enum Ending {
  /// By itself, with an exit code or a value.
  EXITED,
  /// By a signal that this manager did not send.
  SIGNALLED,
  /// Its time limit ran out, or it was silent for longer than it may.
  TIMED_OUT,
  /// It was stopped: on request, by a check, a limit or a lost dependency, or with its manager.
  STOPPED,
  /// The future that owned it was cancelled.
  CANCELLED,
  /// Cannot be told.
  UNKNOWN
}
