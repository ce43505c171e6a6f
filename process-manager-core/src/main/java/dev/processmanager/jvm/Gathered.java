package dev.processmanager.jvm;

import dev.processmanager.os.OwningFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Many futures as one that owns them.
final class Gathered {

  private Gathered() {}

  /// Completes with what they give, in their order, when all have completed, or as the first of
  /// them in that order that fails. If it is cancelled, so are they.
  static <R extends @Nullable Object> CompletableFuture<List<R>> of(
      List<CompletableFuture<R>> all) {
    var gathered = new OwningFuture<List<R>>(() -> all.forEach(future -> future.cancel(true)));
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                gathered.settle(all.stream().map(CompletableFuture::join).toList());
              } else {
                gathered.settleExceptionally(firstFailure(all));
              }
            });
    return gathered;
  }

  private static <R extends @Nullable Object> Throwable firstFailure(
      List<CompletableFuture<R>> all) {
    return all.stream()
        .filter(CompletableFuture::isCompletedExceptionally)
        .findFirst()
        .orElseThrow()
        .exceptionNow();
  }
}
