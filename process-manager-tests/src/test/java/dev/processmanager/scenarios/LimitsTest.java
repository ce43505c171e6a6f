package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a command may use, and for how long it may be silent.
class LimitsTest {

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void areSetBeforeTheProgramRuns(TestEngine engine) {
    Command command =
        sh("ulimit -v; ulimit -S -t; ulimit -n; echo \"$1\"", "two  words\n'and' \"quotes\"")
            .maxMemory(500_000_001)
            .maxCpuTime(ofMillis(6_500))
            .maxOpenFiles(17);
    try (ProcessManager pm = engine.open()) {
      ProcessResult result = get(pm.runCli(command)).orThrow();
      assertThat(result.stdout())
          .isEqualTo("488282\n7\n17\ntwo  words\n'and' \"quotes\"\n")
          .as("the limits, and the argument unchanged");
      assertThat(result.description()).startsWith("sh -c");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void processorTimeThatRunsOutIsASignal(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ProcessResult result = get(pm.runCli(sh("while :; do :; done").maxCpuTime(ofSeconds(1))));
      assertThat(result.exit())
          .isInstanceOfSatisfying(
              Exit.Signalled.class, end -> assertThat(end.signal()).isEqualTo(Signal.of("XCPU")));
      assertThat(result.ending()).isEqualTo(Ending.SIGNALLED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whatCannotBeSetIsALaunchError(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThatThrownBy(() -> get(pm.runCli(Command.of("true").maxOpenFiles(Integer.MAX_VALUE))))
          .isInstanceOfSatisfying(
              LaunchException.class, refused -> assertThat(refused.isPermanent()).isTrue())
          .hasMessageContaining("maxOpenFiles " + Integer.MAX_VALUE);
      assertThatThrownBy(() -> get(pm.runCli(Command.of("no-such-program").maxOpenFiles(20))))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("no-such-program");
    }
  }

  @Test
  void withoutAShellTheyAreALaunchError() {
    try (ProcessManager pm = TestEngine.BARE.open()) {
      assertThatThrownBy(() -> get(pm.runCli(Command.of("true").maxMemory(1_000_000_000))))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("shell");
    }
  }

  @Test
  void ofNothingAndContradictionsAreRefusedAtTheCall() {
    Command command = Command.of("true");
    assertThatIllegalArgumentException().isThrownBy(() -> command.maxMemory(0));
    assertThatIllegalArgumentException().isThrownBy(() -> command.maxOpenFiles(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> command.maxCpuTime(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> command.inactivityTimeout(ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> command.inheritIO().interactive());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command.inactivityTimeout(ofSeconds(1)).inheritIO());
  }

  @ParameterizedTest
  @EnumSource
  void whoIsSilentForTooLongIsStopped(TestEngine engine) {
    Command command =
        sh("echo up; sleep 0.4; echo still; exec sleep 60")
            .inactivityTimeout(ofMillis(1_500))
            .stop(StopPlan.graceful(ofSeconds(5)));
    try (ProcessManager pm = engine.open()) {
      assertThatThrownBy(() -> get(pm.runCli(command)))
          .isInstanceOfSatisfying(
              ProcessTimeoutException.class,
              late -> {
                assertThat(late.result().stdout()).isEqualTo("up\nstill\n");
                assertThat(late.result().ending()).isEqualTo(Ending.TIMED_OUT);
                assertThat(late.result().duration()).isBetween(ofMillis(1_800), ofSeconds(10));
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoKeepsTalkingIsNotAndNeitherIsWhoIsHeldBack(TestEngine engine) {
    var slow = new CompletableFuture<Void>();
    try (ProcessManager pm = engine.open()) {
      var talks = sh("for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.3; done");
      assertThat(get(pm.runCli(talks.inactivityTimeout(ofMillis(1_500)))).success()).isTrue();

      ManagedProcess held =
          get(
              pm.startCliBackground(
                  sh("head -c 3000000 /dev/zero")
                      .inactivityTimeout(ofMillis(300))
                      .output((_, _) -> slow.join())));
      CompletableFuture.delayedExecutor(1, SECONDS).execute(() -> slow.complete(null));
      assertThat(get(held.result()).ending()).isEqualTo(Ending.EXITED);
    }
  }
}
