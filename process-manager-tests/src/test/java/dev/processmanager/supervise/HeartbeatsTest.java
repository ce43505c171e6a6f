package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicInteger generation = new AtomicInteger(1);
  private final Heartbeats beats = new Heartbeats(generation::get);

  @Test
  void aBeatOfTheLastSecondIsNoNews() {
    assertThat(beats.take(1, NOON)).isTrue();
    assertThat(beats.take(1, NOON)).isFalse();
    assertThat(beats.take(1, NOON.plusMillis(999))).isFalse();
    assertThat(beats.last()).contains(NOON);
    assertThat(beats.take(1, NOON.plusSeconds(1))).isTrue();
    assertThat(beats.last()).contains(NOON.plusSeconds(1));
  }

  @Test
  void aBeatFromBeforeTheLastOneIsNewsSinceTheClockWasSetBack() {
    assertThat(beats.take(1, NOON)).isTrue();
    assertThat(beats.take(1, NOON.minusSeconds(3_600))).isTrue();
    assertThat(beats.last()).contains(NOON.minusSeconds(3_600));
    assertThat(beats.take(1, NOON.minusSeconds(3_599))).isTrue();
  }

  @Test
  void aBeatOfAnotherRunCountsForNothing() {
    assertThat(beats.take(2, NOON)).isFalse();
    assertThat(beats.take(1, NOON)).isTrue();
    generation.set(2);
    assertThat(beats.last()).isEmpty();
    assertThat(beats.take(1, NOON.plusSeconds(5))).isFalse();
    assertThat(beats.take(2, NOON)).isTrue();
  }
}
