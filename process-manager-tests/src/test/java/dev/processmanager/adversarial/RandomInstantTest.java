package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.process.Ending;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Cancels, stops and timeouts at instants nobody chose.
@Timeout(120)
class RandomInstantTest {

  private static final String FAMILY = "sleep 61 & sleep 62 & sh -c 'sleep 63 & wait' & wait";

  private final Rig rig = new Rig();
  private final Random random = new Random(42);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void cancelledAtAnyInstantNobodySurvives(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (int round = 0; round < Sample.of(5, 10); round++) {
        List<CompletableFuture<?>> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          CompletableFuture<ProcessResult> run =
              pm.runCli(rig.sh(FAMILY).stop(StopPlan.graceful(ofSeconds(2))));
          CompletableFuture<?> victim = i % 2 == 0 ? run : run.thenApply(ProcessResult::stdout);
          runs.add(victim);
          CompletableFuture.delayedExecutor(random.nextInt(60), MILLISECONDS)
              .execute(() -> victim.cancel(true));
        }
        for (CompletableFuture<?> run : runs) {
          try {
            run.get(10, SECONDS);
            throw new AssertionError("not cancelled: " + run);
          } catch (CancellationException | ExecutionException expected) {
            assertThat(run).isCompletedExceptionally();
          } catch (Exception other) {
            throw new AssertionError(other);
          }
        }
      }
      rig.noSurvivors(ofSeconds(8));
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void stoppedAtAnyInstantNobodySurvives(TestEngine engine) throws Exception {
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < Sample.of(40, 100); i++) {
        String id = "p" + i;
        CompletableFuture<ManagedProcess> start =
            pm.startCliBackground(
                rig.sh(FAMILY), as -> as.id(id).stop(StopPlan.graceful(ofSeconds(2))));
        LockSupport.parkNanos(random.nextInt(30_000_000));
        StopReport report = get(pm.stopProcess(id));
        assertThat(report.complete()).as("round %s: %s", i, report).isTrue();
        assertThat(get(pm.getStatus(id)).state()).isEqualTo(ProcessState.STOPPED);
        assertThat(get(pm.getStatus(id)).pid()).isEmpty();
        assertThat(start.handle((ok, failure) -> true).get(5, SECONDS)).isTrue();
        assertThat(rig.survivors()).as("round %s", i).isEmpty();
      }
      rig.noSurvivors(ofSeconds(5));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void aStartCancelledBeforeItCompletesLeavesNobody(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < Sample.of(30, 60); i++) {
        String id = "c" + i;
        CompletableFuture<ManagedProcess> start =
            pm.startCliBackground(rig.sh(FAMILY), as -> as.id(id));
        LockSupport.parkNanos(random.nextInt(8_000_000));
        if (start.cancel(true)) {
          get(pm.waitForProcess(id).handle((r, f) -> true));
          assertThat(get(pm.getStatus(id)).state().isAtRest()).isTrue();
        } else {
          get(pm.stopProcess(id));
        }
      }
      rig.noSurvivors(ofSeconds(5));
    }
  }

  @Test
  void aCancelInTheSameInstantAsTheLaunchNeverHangs() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      for (int i = 0; i < 100; i++) {
        CompletableFuture<ProcessResult> run = pm.runCli(rig.sh(FAMILY));
        assertThat(run.cancel(true)).isTrue();
        assertThat(run.cancel(true)).isTrue();
        assertThat(run).isCancelled();
      }
      rig.noSurvivors(ofSeconds(8));
    }
  }

  @Test
  void whoHasEndedItselfBeforeTheLimitDidNotTimeOutThoughAGrandchildHoldsItsOutput() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      for (int limit = 250; limit <= 1_250; limit += 250) {
        ProcessResult result =
            get(
                pm.runCli(
                    rig.sh("sleep 20 & echo hi; sleep 0.1; exit 7").timeout(ofMillis(limit))));
        assertThat(result.ending()).as("limit %s", limit).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).hasValue(7);
        assertThat(result.stdout()).isEqualTo("hi\n");
      }
    }
  }
}
