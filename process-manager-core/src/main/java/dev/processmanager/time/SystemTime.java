package dev.processmanager.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine's own clocks. One daemon thread keeps the deadlines and hands due actions to virtual
/// threads, so that a slow action delays no other.
enum SystemTime implements TimeSource {
  INSTANCE;

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.time");

  private static final class Deadlines {
    static final ScheduledThreadPoolExecutor QUEUE = open();

    private static ScheduledThreadPoolExecutor open() {
      var queue =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().daemon().name("process-manager-timer").factory());
      queue.setRemoveOnCancelPolicy(true);
      return queue;
    }
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
    var pending =
        Deadlines.QUEUE.schedule(
            () -> Thread.ofVirtual().name("process-manager-timer-action").start(() -> run(action)),
            TimeUnit.NANOSECONDS.convert(delay),
            TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("A timer's action failed", failure);
    }
  }
}
