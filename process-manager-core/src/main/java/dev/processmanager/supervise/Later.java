package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What reads the registry or asks the system for one caller, on a thread of its own.
final class Later {

  private Later() {}

  static <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> action) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .name("process-manager-registry")
        .start(
            () -> {
              try {
                action.get().whenComplete((value, failure) -> settle(result, value, failure));
              } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  static <T> void settle(CompletableFuture<T> future, T value, @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(ProcessException.unwrapped(failure));
    }
  }
}
