package dev.processmanager.supervise;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// Futures that wait for the same thing. Belongs to one mailbox; what depends on the futures is
/// user code and runs elsewhere. Whoever stops waiting is forgotten.
final class Waiters<T> {

  private record Waiter<T, R>(CompletableFuture<R> future, Function<T, R> view) {

    void complete(T value) {
      future.complete(view.apply(value));
    }
  }

  private final Mailbox mailbox;
  private final Set<Waiter<T, ?>> waiting = new LinkedHashSet<>();

  Waiters(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  void add(CompletableFuture<T> future) {
    add(future, value -> value);
  }

  <R> void add(CompletableFuture<R> future, Function<T, R> view) {
    if (future.isDone()) {
      return;
    }
    var waiter = new Waiter<>(future, view);
    waiting.add(waiter);
    future.whenComplete((_, _) -> mailbox.post(() -> waiting.remove(waiter)));
  }

  void complete(T value) {
    each(waiter -> waiter.complete(value));
  }

  /// Whoever waits by now has it, whatever comes next, but hears of it only after something else.
  void completeAfter(CompletableFuture<?> first, T value) {
    var all = taken();
    first.whenComplete((_, _) -> each(all, waiter -> waiter.complete(value)));
  }

  void fail(Throwable failure) {
    each(waiter -> waiter.future.completeExceptionally(failure));
  }

  int size() {
    return waiting.size();
  }

  private void each(Consumer<Waiter<T, ?>> completion) {
    each(taken(), completion);
  }

  private List<Waiter<T, ?>> taken() {
    var all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private void each(List<Waiter<T, ?>> all, Consumer<Waiter<T, ?>> completion) {
    all.forEach(waiter -> mailbox.elsewhere("waiter", () -> completion.accept(waiter)));
  }
}
