package dev.processmanager;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A future that owns what is being done for it: if anybody but the manager completes it, or one
/// derived from it, by cancelling, by a timeout, by hand, the work is ended. Ownership ends when
/// the manager completes it.
final class OwningFuture<T> extends CompletableFuture<T> {

  /// What all futures derived from one another share.
  private static final class Ownership {
    private final Runnable endWork;
    private final AtomicBoolean over = new AtomicBoolean();

    Ownership(Runnable endWork) {
      this.endWork = endWork;
    }

    void abandon() {
      if (over.compareAndSet(false, true)) {
        endWork.run();
      }
    }
  }

  private final Ownership ownership;

  /// @param endWork must not block
  OwningFuture(Runnable endWork) {
    this(new Ownership(endWork));
  }

  private OwningFuture(Ownership ownership) {
    this.ownership = ownership;
  }

  /// Completes this future for the manager.
  void settle(T value) {
    ownership.over.set(true);
    super.complete(value);
  }

  void settleExceptionally(Throwable failure) {
    ownership.over.set(true);
    super.completeExceptionally(failure);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new OwningFuture<>(ownership);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return abandoningIf(super.cancel(mayInterruptIfRunning));
  }

  @Override
  public boolean complete(T value) {
    return abandoningIf(super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return abandoningIf(super.completeExceptionally(failure));
  }

  private boolean abandoningIf(boolean completed) {
    if (completed) {
      ownership.abandon();
    }
    return completed;
  }
}
