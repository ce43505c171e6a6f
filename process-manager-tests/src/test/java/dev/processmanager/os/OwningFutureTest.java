package dev.processmanager.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.Meeting;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwningFutureTest {

  private final AtomicInteger ended = new AtomicInteger();
  private final OwningFuture<String> future = new OwningFuture<>(ended::incrementAndGet);

  static Stream<UnaryOperator<CompletableFuture<String>>> derivations() {
    return Stream.of(
        f -> f,
        f -> f.thenApply(s -> s),
        f -> f.thenApplyAsync(s -> s),
        f -> f.thenCompose(CompletableFuture::completedFuture),
        f -> f.thenCombine(CompletableFuture.completedFuture(1), (s, _) -> s),
        f -> f.handle((s, _) -> s),
        f -> f.whenComplete((_, _) -> {}),
        f -> f.exceptionally(_ -> ""),
        f -> f.thenApply(s -> s).thenApply(s -> s).whenComplete((_, _) -> {}),
        f -> f.copy());
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void cancellingItOrADerivedOneEndsTheWork(UnaryOperator<CompletableFuture<String>> derivation) {
    CompletableFuture<String> derived = derivation.apply(future);

    assertThat(derived.cancel(true)).isTrue();
    assertThat(ended).hasValue(1);
    assertThatThrownBy(derived::join).isInstanceOf(CancellationException.class);
    derived.cancel(true);
    assertThat(ended).hasValue(1);
  }

  @Test
  void aTimeoutEndsTheWork() {
    future.orTimeout(1, TimeUnit.MILLISECONDS);

    await().untilAsserted(() -> assertThat(ended).hasValue(1));
  }

  @Test
  void completingByHandEndsTheWork() {
    future.thenApply(s -> s).complete("mine");
    assertThat(ended).hasValue(1);
  }

  @Test
  void ownershipEndsWhenTheManagerCompletesIt() {
    CompletableFuture<String> waiting = future.thenCompose(_ -> new CompletableFuture<>());
    future.settle("done");
    waiting.cancel(true);

    assertThat(future).isCompletedWithValue("done");
    assertThat(ended).hasValue(0);
  }

  @Test
  void aFailureOfTheManagerEndsNothing() {
    future.settleExceptionally(new IllegalStateException());
    assertThat(ended).hasValue(0);
    assertThat(future).isCompletedExceptionally();
  }

  @Test
  void whatIsCancelledByThoseWhoHearOfTheResultEndsNothing() {
    CompletableFuture<String> waiting = future.thenCompose(_ -> new CompletableFuture<>());
    future.thenRun(() -> waiting.cancel(true));
    future.settle("done");

    assertThat(waiting).isCancelled();
    assertThat(ended).hasValue(0);
  }

  @Test
  void whoeverCancelsInTheInstantOfTheResultEitherGetsItOrEndsTheWork() throws Exception {
    int rounds = 20_000;
    var endings = new AtomicIntegerArray(rounds);
    List<OwningFuture<String>> contested =
        IntStream.range(0, rounds)
            .mapToObj(i -> new OwningFuture<String>(() -> endings.incrementAndGet(i)))
            .toList();
    var meeting = new Meeting();
    Thread manager =
        Thread.ofPlatform()
            .start(() -> contested.forEach(future -> meeting.then(() -> future.settle("done"))));
    for (int i = 0; i < rounds; i++) {
      int round = i;
      var cancelled = new AtomicBoolean();
      meeting.then(() -> cancelled.set(contested.get(round).cancel(true)));
      assertThat(endings.get(i) == 1).as("round %s", i).isEqualTo(cancelled.get());
    }
    manager.join();
  }
}
