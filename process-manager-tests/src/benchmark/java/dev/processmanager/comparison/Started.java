package dev.processmanager.comparison;

/// A command in the background.
public interface Started {

  /// Waits for its end.
  Outcome outcome() throws Exception;

  /// Stops it, politely at first where there is a way to; returns once that is done.
  void stop() throws Exception;
}
