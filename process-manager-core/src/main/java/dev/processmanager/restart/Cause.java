package dev.processmanager.restart;

/// Why a run ended, as far as a restart policy is concerned. What an operator has stopped has none:
/// no policy is asked about it.
public enum Cause {
  /// It ended by itself, or was killed by somebody else.
  EXITED,
  /// It is a Java function and has thrown an exception, without having been stopped.
  TASK_THREW,
  /// Its own time limit ran out.
  TIMED_OUT,
  /// It could not be launched, though another try may succeed.
  LAUNCH_FAILED,
  /// Its startup check did not pass in time.
  STARTUP_TIMEOUT,
  /// Its liveness check failed.
  NOT_LIVE,
  /// It and what came from it have held too much memory.
  MEMORY_LIMIT,
  /// It and what came from it have used too much processor time.
  CPU_LIMIT,
  /// It has run for as long as one run of it may.
  MAX_AGE,
  /// What it depends on has gone, or could not be had.
  DEPENDENCY_LOST
}
