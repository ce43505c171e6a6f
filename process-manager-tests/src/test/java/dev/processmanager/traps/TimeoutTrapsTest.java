package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Time limits.
@Timeout(120)
class TimeoutTrapsTest {

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 3: a timeout of somebody who ignores SIGTERM")
  void whoIgnoresTheRequestIsForced(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var run =
          pm.runCli(
              rig.sh("trap '' TERM; exec sleep 30")
                  .timeout(ofSeconds(1))
                  .stop(StopPlan.graceful(ofMillis(500))));
      long took =
          millis(
              () ->
                  assertThatThrownBy(() -> get(run))
                      .isInstanceOfSatisfying(
                          ProcessTimeoutException.class,
                          e -> {
                            assertThat(e.report().asked()).hasSize(1);
                            assertThat(e.report().forced()).hasSize(1);
                            assertThat(e.report().complete()).isTrue();
                            assertThat(e.result().exit())
                                .isEqualTo(new Exit.Signalled(Signal.KILL, false));
                          }));
      assertThat(took).isBetween(1_500L, 6_000L);
      assertThat(rig.survivors()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 4: a run that ends with code 0 during its grace")
  void aRunThatEndsCleanlyDuringTheGraceHasTimedOut(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var run =
          pm.runCli(
              rig.sh(
                      "trap 'sleep 0.2; echo bye; exit 0' TERM; echo up; while :; do sleep 0.05;"
                          + " done")
                  .timeout(ofSeconds(1)));
      assertThatThrownBy(() -> get(run))
          .isInstanceOfSatisfying(
              ProcessTimeoutException.class,
              e -> {
                assertThat(e.result().ending()).isEqualTo(Ending.TIMED_OUT);
                assertThat(e.result().success()).isFalse();
                assertThat(e.result().exitCode()).hasValue(0);
                assertThat(e.result().stdout()).isEqualTo("up\nbye\n");
                assertThat(e.report().forced()).isEmpty();
              });
      assertThat(rig.survivors()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 30: runs that end about their time limit")
  void aRunThatEndsAboutItsTimeLimitHasExactlyOneOutcome(TestEngine engine) {
    var random = new Random(42);
    int timedOut = 0;
    try (ProcessManager pm = engine.open()) {
      for (int batch = 0; batch < Sample.of(8, 20); batch++) {
        var runs = new ArrayList<CompletableFuture<ProcessResult>>();
        for (int i = 0; i < 10; i++) {
          long limit = 250 + random.nextInt(101);
          runs.add(pm.runCli(rig.sh("sleep 0.3; echo done").timeout(ofMillis(limit))));
        }
        for (CompletableFuture<ProcessResult> run : runs) {
          timedOut += hasTimedOut(run) ? 1 : 0;
        }
      }
    }
    assertThat(timedOut).isBetween(1, 199);
    rig.awaitNobody();
  }

  private static boolean hasTimedOut(CompletableFuture<ProcessResult> run) {
    try {
      ProcessResult result = get(run);
      assertThat(result.ending()).isEqualTo(Ending.EXITED);
      assertThat(result.success()).isTrue();
      assertThat(result.stdout()).isEqualTo("done\n");
      return false;
    } catch (ProcessTimeoutException timeout) {
      assertThat(timeout.result().ending()).isEqualTo(Ending.TIMED_OUT);
      assertThat(timeout.result().success()).isFalse();
      // Who ended by itself before it was signalled did not time out.
      assertThat(timeout.report().asked()).as("%s", timeout.result()).isNotEmpty();
      return true;
    } catch (LaunchException late) {
      // On a busy machine a limit may come before the command itself does.
      assertThat(late).hasMessageContaining("did not run within");
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 31: time limits that overflow, or are none")
  void hugeTimeLimitsDoNotOverflowAndEmptyOnesAreRefused(TestEngine engine) {
    Command brief = rig.mark(Command.of("true"));
    Duration forEver = ofSeconds(Long.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> brief.timeout(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> brief.timeout(ofMillis(-1)));
    try (ProcessManager pm = engine.open()) {
      for (Duration limit : List.of(forEver, ofMillis(Long.MAX_VALUE))) {
        assertThat(get(pm.runCli(brief.timeout(limit))).success()).isTrue();
      }
      Throwable failure = catchThrowable(() -> get(pm.runCli(brief.timeout(ofNanos(1)))));
      assertThat(failure == null || failure instanceof ProcessException).isTrue();

      ManagedProcess sleeper =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"),
                  as -> as.id("x").stop(StopPlan.graceful(forEver).killWait(forEver))));
      assertThat(get(sleeper.stop()).complete()).isTrue();
      assertThat(get(pm.waitForProcess("x", forEver)).ending()).isEqualTo(Ending.STOPPED);
    }
  }
}
