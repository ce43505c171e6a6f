package dev.processmanager.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Puts on the disk what is written, beside the writer: nobody waits for a disk but who asks for
/// it.
final class Syncer {

  private final Store store;
  private final Executor thread;
  private final Runnable failed;
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();

  /// @param failed told when the disk has refused. What it has refused it may have forgotten, so
  ///     that all must be written again before another attempt means anything
  Syncer(Store store, Executor thread, Runnable failed) {
    this.store = store;
    this.thread = thread;
    this.failed = failed;
  }

  /// What is written by now is on the disk when this completes. Requests that come meanwhile share
  /// the next turn.
  synchronized CompletableFuture<Void> request() {
    var done = new CompletableFuture<Void>();
    waiting.add(done);
    if (waiting.size() == 1) {
      thread.execute(this::work);
    }
    return done;
  }

  private void work() {
    List<CompletableFuture<Void>> turn = taken();
    try {
      store.sync();
      turn.forEach(done -> done.completeAsync(() -> null, Thread::startVirtualThread));
    } catch (IOException | RuntimeException | Error failure) {
      failed.run();
      var problem =
          new RegistryException(
              "The disk does not take the registry " + store.file() + ": " + failure, failure);
      turn.forEach(done -> Thread.startVirtualThread(() -> done.completeExceptionally(problem)));
    }
  }

  private synchronized List<CompletableFuture<Void>> taken() {
    List<CompletableFuture<Void>> turn = waiting;
    waiting = new ArrayList<>();
    return turn;
  }
}
