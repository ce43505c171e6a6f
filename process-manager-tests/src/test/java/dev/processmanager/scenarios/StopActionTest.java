package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lines;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stop that begins with something else than a signal.
class StopActionTest {

  /// Ends with its own code when a file appears; `TERM` alone would end it otherwise.
  private static final String WAITS_FOR_FILE =
      "echo up; while [ ! -e \"$1\" ]; do sleep 0.05; done; exit 5";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void anActionThatWorksNeedsNoSignal(TestEngine engine) {
    Path file = directory.resolve("end");
    StopPlan plan = StopPlan.graceful(ofSeconds(20)).action(sh("echo \"$MAINPID\" > \"$1\"", file));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = started(pm, sh(WAITS_FOR_FILE, file), plan);
      String pid = Long.toString(process.pid().orElseThrow());

      StopReport report = get(process.stop());

      assertThat(get(process.exit())).isEqualTo(new Exit.Exited(5));
      assertThat(report.asked()).hasSize(1);
      assertThat(report.forced()).isEmpty();
      assertThat(lines(file)).containsExactly(pid);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anActionThatFailsIsFollowedByTheSignalAtOnce(TestEngine engine) {
    StopPlan plan = StopPlan.graceful(ofSeconds(20)).action(Command.of("false"));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = started(pm, sh("echo up; exec sleep 60"), plan);
      long took = Scenario.millis(() -> get(process.stop()));
      assertThat(get(process.exit())).isEqualTo(new Exit.Signalled(Signal.TERM, false));
      assertThat(took).isLessThan(8_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anActionThatHangsIsEndedAndFollowedByTheSignal(TestEngine engine) {
    Path pid = directory.resolve("pid");
    StopPlan plan =
        StopPlan.graceful(ofSeconds(1)).action(sh("echo $$ > \"$1\"; exec sleep 60", pid));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = started(pm, sh("echo up; exec sleep 60"), plan);
      get(process.stop());
      assertThat(get(process.exit())).isEqualTo(new Exit.Signalled(Signal.TERM, false));
      await()
          .atMost(10, SECONDS)
          .until(() -> Scenario.pids(pid, 1).stream().noneMatch(Scenario::lives));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIgnoresActionAndSignalIsForcedWithinTheGrace(TestEngine engine) {
    StopPlan plan = StopPlan.graceful(ofMillis(600)).action(Command.of("true"));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process =
          started(pm, sh("trap '' TERM; echo up; while :; do sleep 0.05; done"), plan);
      long took = Scenario.millis(() -> assertThat(get(process.stop()).forced()).isNotEmpty());
      assertThat(get(process.exit())).isEqualTo(new Exit.Signalled(Signal.KILL, false));
      assertThat(took).isBetween(500L, 8_000L);
    }
  }

  private static ManagedProcess started(ProcessManager pm, Command command, StopPlan plan) {
    ManagedProcess process = get(pm.startCliBackground(command, as -> as.stop(plan)));
    await().atMost(10, SECONDS).until(() -> !process.output().tail(1).isEmpty());
    return process;
  }
}
