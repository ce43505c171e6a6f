package dev.processmanager.restart;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.processmanager.process.Exit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Limits that count the restarts of a time.
class WindowTest {

  private static final RestartPolicy THREE_IN_TEN_SECONDS =
      RestartPolicy.onFailure()
          .backoff(Backoff.fixed(Duration.ZERO))
          .atMost(3)
          .within(ofSeconds(10));

  @Test
  void restartsOfTheTimeCount() {
    assertThat(THREE_IN_TEN_SECONDS.decide(ended(2, 1, 5))).isEqualTo(restart(3));
    assertThat(THREE_IN_TEN_SECONDS.decide(ended(3, 1, 5, 10)))
        .isEqualTo(new Decision.GiveUp("3 restarts within PT10S were not enough"));
  }

  @Test
  void olderOnesDoNotHoweverLongTheRow() {
    assertThat(THREE_IN_TEN_SECONDS.decide(ended(50, 1, 5, 11, 12, 13))).isEqualTo(restart(51));
  }

  @Test
  void aStableRunBeginsANewRowButNotANewTime() {
    RestartPolicy policy = THREE_IN_TEN_SECONDS.resetAfter(ofMillis(1));

    assertThat(policy.decide(ended(2, 1, 5))).isEqualTo(restart(1));
    assertThat(policy.decide(ended(0, 1, 5, 9))).isInstanceOf(Decision.GiveUp.class);
  }

  @Test
  void withoutALimitTheTimeMeansNothing() {
    RestartPolicy policy = THREE_IN_TEN_SECONDS.unlimited();

    assertThat(policy.decide(ended(4, 1, 2, 3, 4))).isEqualTo(restart(5));
  }

  @Test
  void theOrderOfOptionsDoesNotMatter() {
    assertThat(
            RestartPolicy.onFailure()
                .within(ofSeconds(10))
                .atMost(3)
                .backoff(Backoff.fixed(Duration.ZERO)))
        .isEqualTo(THREE_IN_TEN_SECONDS);
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> THREE_IN_TEN_SECONDS.atMost(101))
        .withMessageContaining("101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestartPolicy.onFailure().atMost(101).within(ofDays(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestartPolicy.onFailure().within(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestartPolicy.onFailure().within(ofSeconds(-1)));
  }

  private static Decision restart(int attempt) {
    return new Decision.Restart(Duration.ZERO, attempt);
  }

  private static Ended ended(int row, Integer... secondsAgo) {
    List<Duration> ages = Stream.of(secondsAgo).map(Duration::ofSeconds).toList();
    return new Ended(Cause.EXITED, new Exit.Exited(1), false, ofSeconds(1), false, row, row, ages);
  }
}
