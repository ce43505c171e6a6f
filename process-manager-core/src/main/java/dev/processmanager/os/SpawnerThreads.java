package dev.processmanager.os;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The platform threads on which an engine starts children; they go when there is nothing to start.
final class SpawnerThreads implements Executor, AutoCloseable {

  private static final int THREADS = 2;
  private static final int IDLE_SECONDS = 10;
  private static final int LAST_SPAWN_SECONDS = 2;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("process-manager-spawner-", 1).factory());

  SpawnerThreads() {
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /// Waits for a spawn that is under way.
  @Override
  public void close() {
    pool.shutdown();
    try {
      pool.awaitTermination(LAST_SPAWN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
