package dev.processmanager.os;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A future that owns what is being done for it: if anybody but the manager completes it, or one
/// derived from it, by cancelling, by a timeout, by hand, the work is ended. Ownership ends when
/// the manager completes it.
public final class OwningFuture<T extends @Nullable Object> extends CompletableFuture<T> {

  /// What the first future and all that are derived from it share. Who was first, the manager or
  /// somebody else, is decided by the completion of the first future alone: any second flag could
  /// be of another opinion for a moment, and what was cancelled then would go on.
  private record Ownership(CompletableFuture<?> first, Runnable endWork, AtomicBoolean abandoned) {

    boolean abandoningIf(BooleanSupplier completion) {
      boolean alreadyOver = first.isDone();
      boolean completed = completion.getAsBoolean();
      if (completed && !alreadyOver && abandoned.compareAndSet(false, true)) {
        endWork.run();
      }
      return completed;
    }
  }

  private final Ownership ownership;

  /// @param endWork must not block
  public OwningFuture(Runnable endWork) {
    this.ownership = new Ownership(this, endWork, new AtomicBoolean());
  }

  private OwningFuture(Ownership ownership) {
    this.ownership = ownership;
  }

  /// Completes this future for the manager.
  public void settle(T value) {
    super.complete(value);
  }

  public void settleExceptionally(Throwable failure) {
    super.completeExceptionally(failure);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new OwningFuture<>(ownership);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return ownership.abandoningIf(() -> super.cancel(mayInterruptIfRunning));
  }

  @Override
  public boolean complete(T value) {
    return ownership.abandoningIf(() -> super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return ownership.abandoningIf(() -> super.completeExceptionally(failure));
  }
}
