package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does for a registry what the disk takes its time for and nobody waits for. Its thread is there
/// only while there is something to do.
final class Housekeeper implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.registry");
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 256;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("process-manager-registry-disk").factory());

  Housekeeper() {
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /// Deletes a file, at once if too many wait for that.
  void dispose(Path file) {
    if (thread.getQueue().size() < MOST_WAITING && !thread.isShutdown()) {
      thread.execute(() -> delete(file));
    } else {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      LOG.warn("{} is left over", file, left);
    }
  }

  void close(Duration limit) throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.warn("The disk is still at work for the registry");
    }
  }
}
