package dev.processmanager.jvm;

import dev.processmanager.os.OwningFuture;
import dev.processmanager.process.Exit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One task of a pool, from its submission to its end.
///
/// @param <R> what it gives
final class PoolJob<R extends @Nullable Object> {

  private final JvmProgram program;
  private final OwningFuture<R> future;
  private final AtomicReference<@Nullable PoolWorker> worker = new AtomicReference<>();
  private volatile boolean isAbandoned;

  /// @param abandoned called when nobody wants it any more
  PoolJob(JvmProgram program, Consumer<PoolJob<?>> abandoned) {
    this.program = program;
    this.future =
        new OwningFuture<>(
            () -> {
              isAbandoned = true;
              abandoned.accept(this);
            });
  }

  JvmProgram program() {
    return program;
  }

  CompletableFuture<R> future() {
    return future;
  }

  /// Who works on it; null while it waits.
  @Nullable PoolWorker worker() {
    return worker.get();
  }

  /// {@return whether anybody still wants it}
  boolean takenBy(PoolWorker taker) {
    worker.set(taker);
    return !isAbandoned;
  }

  /// {@return whether anybody still wants it}
  boolean waitsAgain() {
    worker.set(null);
    return !isAbandoned;
  }

  /// On a virtual thread, since reading it may meet user code.
  void answered(byte[] outcome, long pid) {
    Thread.startVirtualThread(
        () -> {
          try {
            settle(program.exit(outcome, pid));
          } catch (RuntimeException | Error unreadable) {
            // Such as an answer that is too large for the memory of this JVM.
            future.settleExceptionally(unreadable);
          }
        });
  }

  void failed(Throwable failure) {
    Thread.startVirtualThread(() -> future.settleExceptionally(failure));
  }

  // The task is of this very type.
  @SuppressWarnings("unchecked")
  private void settle(Exit exit) {
    switch (exit) {
      case Exit.Returned(Object value) -> future.settle((R) value);
      case Exit.Threw(Throwable throwable) -> future.settleExceptionally(throwable);
      case Exit.Exited _, Exit.Signalled _, Exit.Unknown _ ->
          future.settleExceptionally(new IllegalStateException("No answer: " + exit));
    }
  }
}
