package dev.processmanager.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine's own clocks.
enum SystemTime implements TimeSource {
  INSTANCE;

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.time");

  /// Costs no thread until a timer is wanted.
  private static final class Timers {
    static final Deadlines DEADLINES = new Deadlines();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return Timers.DEADLINES.add(TimeUnit.NANOSECONDS.convert(delay), () -> run(action));
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("A timer's action failed", failure);
    }
  }
}
