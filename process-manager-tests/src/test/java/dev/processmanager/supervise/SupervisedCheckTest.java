package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What health checks lead to, over fake runs.
class SupervisedCheckTest extends OneProcess {

  @Test
  void aStartThatEndsBeforeItIsUpFails() {
    CompletableFuture<ManagedProcess> started =
        launch(
            supervision, spec("web").check(HealthCheck.startup(_ -> ProbeResult.fail("not yet"))));
    await().until(() -> !launcher.runs().isEmpty());
    awaitRunning(launcher.lastRun());
    launcher.lastRun().exits(9);

    assertThatThrownBy(() -> started.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ExitException.class);
    assertThat(find("web").status().state()).isEqualTo(ProcessState.FAILED);
  }

  @Test
  void aStartupCheckHoldsBackTheStartAndTheOtherChecks() throws Exception {
    var answer = new AtomicReference<>(ProbeResult.fail("not yet"));
    var asked = new CopyOnWriteArrayList<String>();
    CompletableFuture<ManagedProcess> started =
        launch(
            supervision,
            spec("web")
                .check(HealthCheck.startup(_ -> answer.get()))
                .check(
                    HealthCheck.readiness(
                        _ -> {
                          asked.add("ready?");
                          return ProbeResult.pass();
                        })));
    await().until(() -> time.pendingTimers() > 0);
    time.advance(ofSeconds(3));
    assertThat(started).isNotDone();
    assertThat(asked).isEmpty();
    assertThat(find("web").status().state()).isEqualTo(ProcessState.STARTING);

    answer.set(ProbeResult.pass());
    time.advance(ofSeconds(1));
    started.get(10, SECONDS);
    time.advance(Duration.ZERO);
    find("web").whenHealthy().get(10, SECONDS);
    assertThat(asked).isNotEmpty();
    assertThat(find("web").status().health()).isEqualTo(Health.HEALTHY);
    assertThat(find("web").status().lastHealthCheck()).isPresent();
  }

  @Test
  void aFailedLivenessCheckRestartsAndAnUnreadyOneDoesNot() throws Exception {
    var ready = new AtomicReference<>(ProbeResult.fail("busy"));
    var live = new AtomicReference<>(ProbeResult.pass());
    start(
        spec("web")
            .restart(RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ZERO)))
            .check(HealthCheck.readiness(_ -> ready.get()).every(ofSeconds(1)).failures(2))
            .check(HealthCheck.liveness(_ -> live.get()).every(ofSeconds(1)).failures(2)));
    awaitTimers(2);
    time.advance(ofSeconds(5));
    await().until(() -> find("web").status().health() == Health.UNHEALTHY);
    assertThat(launcher.runs()).hasSize(1);

    live.set(ProbeResult.fail("stuck"));
    time.advance(ofSeconds(2));
    awaitRuns(2);
    assertThat(launcher.runs().getFirst().stops()).hasSize(1);
  }

  @Test
  void aThrowingProbeIsInconclusive() throws Exception {
    start(
        spec("web")
            .check(
                HealthCheck.liveness(
                        _ -> {
                          throw new IllegalStateException("bad probe");
                        })
                    .failures(1)));
    awaitTimers(1);
    time.advance(Duration.ofMinutes(10));

    assertThat(find("web").status().state()).isEqualTo(ProcessState.RUNNING);
    assertThat(find("web").status().health()).isEqualTo(Health.STARTING);
  }
}
