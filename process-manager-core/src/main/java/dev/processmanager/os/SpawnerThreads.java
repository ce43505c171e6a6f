package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

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

  /// Starts a child on one of them, in which any failure to start it is a `LaunchException`.
  CompletableFuture<Child> spawn(SpawnRequest request, Function<SpawnRequest, Child> start) {
    try {
      return CompletableFuture.supplyAsync(() -> started(request, start), pool);
    } catch (OutOfMemoryError noThread) {
      return CompletableFuture.failedFuture(SpawnErrors.noThread(request.program(), noThread));
    }
  }

  private static Child started(SpawnRequest request, Function<SpawnRequest, Child> start) {
    try {
      return start.apply(request.withoutWaiting());
    } catch (LaunchException refusal) {
      throw new CompletionException(refusal);
    } catch (OutOfMemoryError noThread) {
      throw new CompletionException(SpawnErrors.noThread(request.program(), noThread));
    }
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
