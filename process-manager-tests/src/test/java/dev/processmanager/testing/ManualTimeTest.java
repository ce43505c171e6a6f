package dev.processmanager.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.processmanager.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

  private final ManualTime time = new ManualTime();
  private final List<String> fired = new ArrayList<>();

  @Test
  void standsStillUntilItIsMoved() {
    Instant begin = time.now();
    time.advance(ofSeconds(90));

    assertThat(time.now()).isEqualTo(begin.plusSeconds(90));
    assertThat(time.nanoTime()).isEqualTo(ofSeconds(90).toNanos());
  }

  @Test
  void firesWhatIsDueInOrderEachAtItsOwnTime() {
    time.after(ofSeconds(2), () -> fired.add("second at " + time.nanoTime() / 1_000_000_000));
    time.after(ofSeconds(1), () -> fired.add("first at " + time.nanoTime() / 1_000_000_000));
    time.after(ofSeconds(2), () -> fired.add("third"));
    time.after(ofSeconds(9), () -> fired.add("never"));
    time.advance(ofSeconds(3));

    assertThat(fired).containsExactly("first at 1", "second at 2", "third");
    assertThat(time.pendingTimers()).isEqualTo(1);
  }

  @Test
  void aTimerThatATimerSetsFiresInTheSameMove() {
    time.after(ofSeconds(1), () -> time.after(ofSeconds(1), () -> fired.add("inner")));
    time.advance(ofSeconds(2));

    assertThat(fired).containsExactly("inner");
  }

  @Test
  void aCancelledTimerDoesNotFire() {
    Timer timer = time.after(Duration.ZERO, () -> fired.add("x"));
    timer.cancel();
    timer.cancel();
    time.advance(ofSeconds(1));

    assertThat(fired).isEmpty();
  }

  @Test
  void takesTimesTooLongToCount() {
    time.after(ofSeconds(Long.MAX_VALUE), () -> fired.add("x"));
    time.advance(Duration.ofDays(365));

    assertThat(fired).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> time.advance(ofSeconds(-1)));
  }
}
