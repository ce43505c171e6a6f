package dev.processmanager.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffProperties {

  @Property
  void aWaitIsNeverNegativeAndNeverOverTheMaximum(
      @ForAll @LongRange(max = 1_000_000) long first,
      @ForAll @DoubleRange(min = 1, max = 1_000) double factor,
      @ForAll @LongRange(max = 10_000_000) long max,
      @ForAll @DoubleRange(max = 1) double jitter,
      @ForAll @IntRange(min = 1) int attempt,
      @ForAll long seed) {
    Backoff backoff =
        Backoff.exponential(Duration.ofMillis(first), factor)
            .max(Duration.ofMillis(max))
            .jitter(jitter);

    assertThat(backoff.delay(attempt, new Random(seed)))
        .isBetween(Duration.ZERO, Duration.ofMillis(max));
  }

  @Property
  void withoutJitterWaitsNeverShrink(
      @ForAll @LongRange(max = 1_000_000) long first,
      @ForAll @DoubleRange(min = 1, max = 100) double factor,
      @ForAll @IntRange(min = 1, max = 1_000) int attempt) {
    Backoff backoff = Backoff.exponential(Duration.ofMillis(first), factor);

    assertThat(backoff.delay(attempt + 1, new Random()))
        .isGreaterThanOrEqualTo(backoff.delay(attempt, new Random()));
  }

  @Property
  void jitterStaysWithinItsShare(
      @ForAll @LongRange(min = 1, max = 100_000) long wait,
      @ForAll @DoubleRange(max = 1) double jitter,
      @ForAll long seed) {
    Duration delay =
        Backoff.fixed(Duration.ofMillis(wait)).jitter(jitter).delay(1, new Random(seed));

    assertThat(delay.toNanos() / 1e6)
        .isBetween(wait * (1 - jitter) - 0.001, wait * (1 + jitter) + 0.001);
  }
}
