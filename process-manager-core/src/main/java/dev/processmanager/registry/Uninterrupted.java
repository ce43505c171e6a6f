package dev.processmanager.registry;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/// Reads with channels on a thread that others may interrupt, which closes the channel. It is done
/// again then, and the interrupt is kept for whoever waits for it.
final class Uninterrupted {

  interface Call<T> {
    T run() throws IOException;
  }

  private Uninterrupted() {}

  static <T> T call(Call<T> call) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return call.run();
        } catch (ClosedByInterruptException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
