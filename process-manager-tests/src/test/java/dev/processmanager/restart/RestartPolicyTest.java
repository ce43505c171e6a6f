package dev.processmanager.restart;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

  private static final Backoff NO_WAIT = Backoff.fixed(Duration.ZERO);

  @Test
  void neverRestartsNothing() {
    assertThat(RestartPolicy.never().decide(exited(0, 0))).isEqualTo(new Decision.Finish(true));
    assertThat(RestartPolicy.never().decide(exited(1, 0))).isEqualTo(new Decision.Finish(false));
  }

  @Test
  void onFailureRestartsOnlyFailures() {
    assertThat(RestartPolicy.onFailure().decide(exited(0, 0))).isEqualTo(new Decision.Finish(true));
    assertThat(RestartPolicy.onFailure().decide(exited(1, 0))).isInstanceOf(Decision.Restart.class);
  }

  @Test
  void alwaysRestartsSuccessesToo() {
    assertThat(RestartPolicy.always().decide(exited(0, 0))).isInstanceOf(Decision.Restart.class);
  }

  @Test
  void theKnownRowOfWaitsIsOneTwoFourUpToThirtyAndThenFatal() {
    RestartPolicy policy =
        RestartPolicy.onFailure()
            .backoff(Backoff.exponential(ofSeconds(1), 2).max(ofSeconds(30)))
            .atMost(6);

    assertThat(rowOfFailures(policy))
        .containsExactly(
            ofSeconds(1), ofSeconds(2), ofSeconds(4), ofSeconds(8), ofSeconds(16), ofSeconds(30));
  }

  @Test
  void atMostNGivesNRestarts() {
    assertThat(rowOfFailures(RestartPolicy.onFailure().backoff(NO_WAIT).atMost(3))).hasSize(3);
    assertThat(rowOfFailures(RestartPolicy.onFailure().backoff(NO_WAIT).atMost(0))).isEmpty();
  }

  @Test
  void aLongRunBeginsANewRow() {
    RestartPolicy policy =
        RestartPolicy.onFailure().backoff(NO_WAIT).atMost(3).resetAfter(ofSeconds(60));

    assertThat(policy.decide(exited(1, 3, ofSeconds(59)))).isInstanceOf(Decision.GiveUp.class);
    assertThat(policy.decide(exited(1, 3, ofSeconds(60))))
        .isEqualTo(new Decision.Restart(Duration.ZERO, 1));
  }

  @Test
  void codesDecideWhatIsASuccess() {
    RestartPolicy policy = RestartPolicy.onFailure().successCodes(0, 143);

    assertThat(policy.decide(exited(143, 0))).isEqualTo(new Decision.Finish(true));
    assertThat(policy.decide(ended(new Exit.Signalled(Signal.TERM, false), false)))
        .isEqualTo(new Decision.Finish(true));
    assertThat(policy.decide(exited(1, 0))).isInstanceOf(Decision.Restart.class);
  }

  @Test
  void preventingCodesComeBeforeForcingOnes() {
    RestartPolicy policy = RestartPolicy.always().preventCodes(3, 4).forceCodes(4, 0);

    assertThat(policy.decide(exited(3, 0))).isEqualTo(new Decision.Finish(false));
    assertThat(policy.decide(exited(4, 0))).isEqualTo(new Decision.Finish(false));
    assertThat(RestartPolicy.never().forceCodes(0).decide(exited(0, 0)))
        .isInstanceOf(Decision.Restart.class);
  }

  @Test
  void codesSpeakOfExitsOnly() {
    RestartPolicy policy = RestartPolicy.onFailure().preventCodes(137);
    var killed =
        new Ended(
            Cause.NOT_LIVE,
            new Exit.Signalled(Signal.KILL, false),
            false,
            ofSeconds(1),
            true,
            0,
            0);

    assertThat(policy.decide(killed)).isInstanceOf(Decision.Restart.class);
  }

  @Test
  void anyFunctionIsAPolicyAndCanBeTuned() {
    RestartPolicy onSegfault =
        ended ->
            ended.exit().equals(new Exit.Signalled(Signal.of("SEGV"), false))
                ? Decision.restart(ofMillis(5), ended)
                : Decision.finish(ended);
    var segfault = ended(new Exit.Signalled(Signal.of("SEGV"), false), false);

    assertThat(onSegfault.decide(segfault)).isEqualTo(new Decision.Restart(ofMillis(5), 1));
    assertThat(onSegfault.atMost(2).decide(segfault))
        .isEqualTo(new Decision.Restart(ofMillis(5), 1));
    assertThat(rowOfFailures(onSegfault.atMost(2), segfault.exit())).hasSize(2);
  }

  @Test
  void backoffGrowsAsItIsTold() {
    assertThat(delays(Backoff.fixed(ofSeconds(3)))).containsExactly(3.0, 3.0, 3.0, 3.0);
    assertThat(delays(Backoff.linear(ofSeconds(2)))).containsExactly(2.0, 4.0, 6.0, 8.0);
    assertThat(delays(Backoff.exponential(ofMillis(500), 3))).containsExactly(0.5, 1.5, 4.5, 13.5);
  }

  @Test
  void refusesWhatMeansNothingWithTheValueInTheMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.fixed(ofSeconds(-1)))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.exponential(ofSeconds(1), 0.5))
        .withMessageContaining("0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.fixed(ofSeconds(1)).jitter(1.5))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestartPolicy.always().atMost(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.fixed(ofSeconds(1)).delay(0, new Random()))
        .withMessageContaining("0");
  }

  private static List<Duration> rowOfFailures(RestartPolicy policy) {
    return rowOfFailures(policy, new Exit.Exited(1));
  }

  private static List<Duration> rowOfFailures(RestartPolicy policy, Exit exit) {
    var waits = new ArrayList<Duration>();
    int row = 0;
    while (policy.decide(new Ended(Cause.EXITED, exit, false, ofMillis(1), false, row, row))
        instanceof Decision.Restart(Duration after, int attempt)) {
      waits.add(after);
      row = attempt;
    }
    return waits;
  }

  private static List<Double> delays(Backoff backoff) {
    return List.of(1, 2, 3, 4).stream()
        .map(attempt -> backoff.delay(attempt, new Random()).toMillis() / 1e3)
        .toList();
  }

  private static Ended exited(int code, int row) {
    return exited(code, row, ofMillis(10));
  }

  private static Ended exited(int code, int row, Duration uptime) {
    return new Ended(Cause.EXITED, new Exit.Exited(code), code == 0, uptime, false, row, row);
  }

  private static Ended ended(Exit exit, boolean success) {
    return new Ended(Cause.EXITED, exit, success, ofMillis(10), false, 0, 0);
  }
}
