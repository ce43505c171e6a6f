package dev.processmanager.process;

/// What the health checks of a process say. Separate from its [ProcessState]: `UNHEALTHY` alone
/// stops nothing.
public enum Health {
  /// It has no health checks, or does not run.
  NONE,
  /// Its checks have not decided yet.
  STARTING,
  /// Its checks pass.
  HEALTHY,
  /// A check has failed as often as it may.
  UNHEALTHY
}
