package dev.processmanager.supervise;

import dev.processmanager.supervise.DependencyGraph.Group;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets one group of a level begin when all of the group before it, in the order in which they are
/// given here, have come to something, well or not.
final class Barrier {

  private static final CompletableFuture<?> OPEN = CompletableFuture.completedFuture(null);

  private @Nullable Group last;
  private CompletableFuture<?> passed = OPEN;

  CompletableFuture<?> before(Group group) {
    return Optional.ofNullable(last).filter(group::isOfLevelOf).isPresent() ? passed : OPEN;
  }

  void passed(Group group, Stream<? extends CompletableFuture<?>> outcomes) {
    last = group;
    passed = all(outcomes);
  }

  /// Does something when all that comes before it is complete; at once if that is so already.
  static <T> CompletableFuture<T> after(
      CompletableFuture<?> gate,
      Stream<CompletableFuture<?>> others,
      Supplier<CompletableFuture<T>> then) {
    CompletableFuture<?> before = all(Stream.concat(Stream.of(gate), others));
    return before.isDone() ? then.get() : before.thenCompose(_ -> then.get());
  }

  private static CompletableFuture<?> all(Stream<? extends CompletableFuture<?>> futures) {
    CompletableFuture<?>[] open =
        futures.filter(future -> !future.isDone()).toArray(CompletableFuture[]::new);
    return open.length == 0 ? OPEN : CompletableFuture.allOf(open).exceptionally(_ -> null);
  }
}
