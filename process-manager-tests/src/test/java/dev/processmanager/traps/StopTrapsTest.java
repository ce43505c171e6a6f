package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.awaitOutput;
import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Stops.
@Timeout(60)
class StopTrapsTest {

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 5: the last words of somebody who is stopped")
  void whoObeysIsNotForcedAndSaysGoodbye(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess polite =
          get(
              pm.startCliBackground(
                  rig.sh("trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.02; done")));
      awaitOutput(polite);
      StopReport report = get(polite.stop(StopPlan.graceful(ofSeconds(10))));

      assertThat(report.forced()).isEmpty();
      assertThat(get(polite.result()).stdout()).isEqualTo("up\nbye\n");
      assertThat(get(polite.exit())).isEqualTo(new Exit.Exited(3));
      assertThat(get(polite.result()).ending()).isEqualTo(Ending.STOPPED);
      assertThat(get(polite.result()).success()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 6: a megabyte of input that nobody reads, held by a grandchild")
  void inputThatNobodyReadsDelaysNoStop(TestEngine engine) {
    // A shell gives /dev/null to what it starts in the background, unless by way of another number.
    Command deaf =
        rig.sh("exec 3<&0; sleep 60 <&3 3<&- >/dev/null 2>&1 & echo up; exec sleep 61 3<&-")
            .input(new byte[1_048_576]);
    StopPlan plan = StopPlan.graceful(ofSeconds(2));
    try (ProcessManager pm = engine.open()) {
      for (StopPlan how : List.of(plan.mainOnly(), plan)) {
        ManagedProcess process = get(pm.startCliBackground(deaf));
        awaitOutput(process);

        assertThat(millis(() -> assertThat(get(process.stop(how)).complete()).isTrue()))
            .as("%s", how)
            .isLessThan(5_000);
        assertThat(get(process.result()).ending()).isEqualTo(Ending.STOPPED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 7: stopping the dead, the never started, and twice")
  void stoppingTheDeadTheNeverStartedAndTwiceSucceedsAndSignalsNobody(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess sleeper =
          get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("sleeper")));
      var first = pm.stopProcess("sleeper");
      var second = sleeper.stop();
      assertThat(get(first).complete()).isTrue();
      assertThat(get(second).complete()).isTrue();
      signalsNobody(get(sleeper.stop()));
      signalsNobody(get(sleeper.stopNow()));

      ManagedProcess dead = get(pm.startCliBackground(rig.sh("exit 4"), as -> as.id("dead")));
      assertThat(get(dead.exit())).isEqualTo(new Exit.Exited(4));
      signalsNobody(get(dead.stop()));
      assertThat(get(dead.signal(Signal.KILL))).isFalse();
      assertThat(get(dead.exit())).isEqualTo(new Exit.Exited(4));

      assertThatThrownBy(
              () -> get(pm.startCliBackground(Command.of("no-such-program"), as -> as.id("never"))))
          .isInstanceOf(LaunchException.class);
      signalsNobody(get(pm.stopProcess("never")));
    }
  }

  private static void signalsNobody(StopReport report) {
    assertThat(report.asked()).isEmpty();
    assertThat(report.forced()).isEmpty();
    assertThat(report.complete()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 32: somebody whom a signal has stopped")
  void aStoppedChildDiesToo(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess frozen =
          get(pm.startCliBackground(rig.sh("echo up; kill -STOP $$; sleep 60")));
      awaitOutput(frozen);
      StopReport report = get(frozen.stop(StopPlan.graceful(ofMillis(200))));

      assertThat(report.complete()).isTrue();
      assertThat(frozen.status().state()).isEqualTo(ProcessState.STOPPED);
      assertThat(rig.survivors()).isEmpty();
    }
  }
}
