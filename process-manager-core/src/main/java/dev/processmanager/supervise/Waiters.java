package dev.processmanager.supervise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Futures that wait for the same thing. Used by one mailbox; what depends on the futures is user
/// code and runs elsewhere.
final class Waiters<T> {

  private List<CompletableFuture<T>> waiting = new ArrayList<>();

  void add(CompletableFuture<T> waiter) {
    waiting.add(waiter);
  }

  void complete(T value) {
    each(waiter -> waiter.complete(value));
  }

  void fail(Throwable failure) {
    each(waiter -> waiter.completeExceptionally(failure));
  }

  private void each(Consumer<CompletableFuture<T>> completion) {
    List<CompletableFuture<T>> all = waiting;
    waiting = new ArrayList<>();
    all.forEach(waiter -> Thread.startVirtualThread(() -> completion.accept(waiter)));
  }
}
