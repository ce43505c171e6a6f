package dev.processmanager.benchmark;

import java.io.IOException;

/// One who takes part in a workload.
///
/// @param name a row of the table
/// @param opening gets ready for the samples
record Contestant(String name, Opening opening) {

  @FunctionalInterface
  interface Opening {
    /// Gets ready for the samples.
    ///
    /// @throws NotRun if this machine lacks what the contestant needs
    Sampler open() throws IOException;
  }

  /// Gives one sample a round.
  @FunctionalInterface
  interface Sampler extends AutoCloseable {
    Measurement sample() throws IOException;

    @Override
    default void close() {}
  }

  /// Why a contestant does not take part here.
  static final class NotRun extends IOException {
    private static final long serialVersionUID = 1;

    NotRun(String why) {
      super(why);
    }
  }
}
