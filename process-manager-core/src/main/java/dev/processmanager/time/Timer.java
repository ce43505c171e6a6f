package dev.processmanager.time;

/// An action that is waiting for its time. Safe for use by many threads.
@FunctionalInterface
public interface Timer {

  /// Keeps the action from running, unless it has begun; cancelling twice is harmless.
  void cancel();
}
