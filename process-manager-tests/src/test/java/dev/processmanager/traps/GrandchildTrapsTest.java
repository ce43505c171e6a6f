package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.lives;
import static dev.processmanager.traps.TrapRig.millis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whom a command has started itself and left behind.
@Timeout(60)
class GrandchildTrapsTest {

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 1: a grandchild holds the output when the leader ends")
  void aGrandchildThatHoldsTheOutputDelaysNoResult(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      // The pause matters: whoever ends at once may be drained by luck.
      long took =
          millis(
              () -> {
                ProcessResult result =
                    get(pm.runCli(rig.sh("sleep 30 & echo hi; sleep 0.3; exit 7")));
                assertThat(result.exit()).isEqualTo(new Exit.Exited(7));
                assertThat(result.stdout()).isEqualTo("hi\n");
              });
      assertThat(took).isLessThan(5_000);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 1: output that somebody still holds may be incomplete")
  void outputThatSomebodyStillHoldsIsCalledIncomplete(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      String held = "sleep 30 & echo hi; sleep 0.3; exit 7";
      String free = "sleep 30 >/dev/null 2>&1 & echo hi; sleep 0.3; exit 7";

      assertThat(get(pm.runCli(rig.sh(held))).outputComplete()).isFalse();
      assertThat(get(pm.runCli(rig.sh(free))).outputComplete()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 2: a timeout while a grandchild holds the output")
  void aTimeoutEndsTheGrandchildTooAndTellsWhatWasThere(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var run = pm.runCli(rig.sh("echo partial; sleep 30 & wait").timeout(ofSeconds(1)));
      long took =
          millis(
              () ->
                  assertThatThrownBy(() -> get(run))
                      .isInstanceOfSatisfying(
                          ProcessTimeoutException.class,
                          e -> {
                            assertThat(e.result().ending()).isEqualTo(Ending.TIMED_OUT);
                            assertThat(e.result().success()).isFalse();
                            assertThat(e.result().stdout()).isEqualTo("partial\n");
                            assertThat(e.report().complete()).isTrue();
                          })
                      .hasMessageContaining("timed out"));
      assertThat(took).isLessThan(6_000);
      assertThat(rig.survivors()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 16: a daemon that left its parents, its group and its session")
  void aDaemonThatLeftItsSessionIsFoundByItsMark(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess parent =
          get(
              pm.startCliBackground(
                  rig.sh("(setsid sh -c 'echo $$; exec sleep 60' &) ; exec sleep 61")));
      TrapRig.awaitOutput(parent);
      long daemon = Long.parseLong(parent.output().tail(1).getFirst().text());
      assertThat(ProcessHandle.of(parent.pid().getAsLong()).orElseThrow().descendants())
          .noneMatch(process -> process.pid() == daemon);
      StopReport report = get(parent.stop());

      assertThat(report.complete()).isTrue();
      assertThat(lives(daemon)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 17: children whose parent is ended first")
  void theOrderOfDeathSparesNobody(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (StopPlan plan : List.of(StopPlan.graceful(ofSeconds(5)), StopPlan.immediate())) {
        ManagedProcess parent = get(pm.startCliBackground(rig.sh("sleep 60 & sleep 61 & wait")));
        rig.awaitMembers(3);

        assertThat(get(parent.stop(plan)).complete()).as("%s", plan).isTrue();
        assertThat(rig.survivors()).as("%s", plan).isEmpty();
      }
    }
  }
}
