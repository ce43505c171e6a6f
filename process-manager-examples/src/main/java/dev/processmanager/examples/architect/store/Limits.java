package dev.processmanager.examples.architect.store;

import java.time.Duration;

/// @param rows that may wait in memory
/// @param patience with somebody else who has locked the file
/// @param pause between attempts
/// @param grace for the file at the beginning, and for what is still to be written at the end
record Limits(int rows, Duration patience, Duration pause, Duration grace) {

  static final Limits DEFAULTS =
      new Limits(20_000, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
}
