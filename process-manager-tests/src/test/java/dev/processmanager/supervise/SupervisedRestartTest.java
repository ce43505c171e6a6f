package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What follows an end, over fake runs.
class SupervisedRestartTest extends OneProcess {

  @Test
  void aTemporaryLaunchErrorIsTriedAgain() throws Exception {
    launcher.failNext(false);
    CompletableFuture<ManagedProcess> started =
        launch(supervision, spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND)));
    awaitState("web", ProcessState.BACKOFF);
    assertThat(started).isNotDone();

    time.advance(ofSeconds(1));
    assertThat(started.get(10, SECONDS).status().restarts()).isEqualTo(1);
  }

  @Test
  void afterAllItsRestartsAProcessIsFatal() throws Exception {
    start(spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND).atMost(2)));
    for (int run = 1; run <= 2; run++) {
      launcher.lastRun().exits(1);
      awaitState("web", ProcessState.BACKOFF);
      assertThat(find("web").status().nextAttemptAt()).contains(time.now().plusSeconds(1));
      time.advance(ofSeconds(1));
      awaitRuns(run + 1);
    }
    launcher.lastRun().exits(1);

    awaitState("web", ProcessState.FATAL);
    assertThat(find("web").status().restarts()).isEqualTo(2);
    assertThat(find("web").exit().get(10, SECONDS)).isEqualTo(new Exit.Exited(1));
  }

  @Test
  void aDayOfCrashLoopsTakesNoTime() throws Exception {
    start(
        spec("web")
            .restart(
                RestartPolicy.onFailure()
                    .backoff(Backoff.exponential(ofSeconds(1), 2).max(Duration.ofMinutes(10)))
                    .unlimited()));
    Duration day = Duration.ofDays(1);
    var begin = time.now();
    while (Duration.between(begin, time.now()).compareTo(day) < 0) {
      int runs = launcher.runs().size();
      launcher.lastRun().exits(1);
      awaitState("web", ProcessState.BACKOFF);
      time.advance(
          Duration.between(time.now(), find("web").status().nextAttemptAt().orElseThrow()));
      awaitRuns(runs + 1);
      awaitState("web", ProcessState.RUNNING);
    }

    assertThat(find("web").status().restarts()).isBetween(144, 170);
  }

  @Test
  void anOperatorsStartBeginsAFreshRow() throws Exception {
    start(spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND).atMost(0)));
    launcher.lastRun().exits(1);
    awaitState("web", ProcessState.FATAL);

    assertThat(find("web").start().get(10, SECONDS).status().generation()).isEqualTo(2);
  }

  @Test
  void aRestartGivesANewRun() throws Exception {
    start(spec("web"));
    ManagedProcess again = find("web").restart().get(10, SECONDS);

    assertThat(again.status().generation()).isEqualTo(2);
    assertThat(again.status().restarts()).isEqualTo(1);
    assertThat(launcher.runs().getFirst().stops()).hasSize(1);
  }

  @Test
  void aPolicyThatThrowsIsFatalAndKillsNobodyElse() throws Exception {
    start(
        spec("web")
            .restart(
                _ -> {
                  throw new IllegalStateException("bad policy");
                }));
    launcher.lastRun().exits(1);

    awaitState("web", ProcessState.FATAL);
    assertThat(find("web").start().get(10, SECONDS).status().state())
        .isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aHundredConcurrentRestartsLeaveOneRun() throws Exception {
    start(spec("web"));
    var restarts = new ArrayList<CompletableFuture<ManagedProcess>>();
    for (int i = 0; i < 100; i++) {
      restarts.add(find("web").restart());
    }
    CompletableFuture.allOf(restarts.toArray(CompletableFuture[]::new)).get(20, SECONDS);

    assertThat(launcher.runs().stream().filter(FakeRun::isAlive)).hasSize(1);
  }
}
