package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static dev.processmanager.scenarios.Scenario.pids;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One way to stop, for whatever reason.
class StopTest {

  /// Says who it is, starts a child that says so too, and waits.
  private static final String FAMILY =
      "echo $$ >> \"$1\"; sh -c 'echo $$ >> \"$1\"; exec sleep 60' sh \"$1\" & wait";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whoIgnoresTheRequestIsForced(TestEngine engine) {
    Path file = directory.resolve("pids");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess stubborn =
          get(
              pm.startCliBackground(
                  sh("trap '' TERM; echo $$ >> \"$1\"; while :; do sleep 0.05; done", file)));
      long pid = pids(file, 1).getFirst();
      StopReport report = get(stubborn.stop(StopPlan.graceful(ofMillis(300))));

      assertThat(report.complete()).isTrue();
      assertThat(report.asked()).isNotEmpty();
      assertThat(report.forced()).isNotEmpty();
      assertThat(lives(pid)).isFalse();
      assertThat(get(stubborn.result()).ending()).isEqualTo(Ending.STOPPED);
      assertThat(get(stubborn.exit())).isEqualTo(new Exit.Signalled(Signal.KILL, false));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancellingAWaitStopsNothing(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess sleeper = get(pm.startCliBackground(Command.of("sleep", "60")));
      pm.waitForProcess(sleeper.id()).cancel(true);
      sleeper.exit().cancel(true);

      assertThatThrownBy(() -> pm.waitForProcess(sleeper.id(), ofMillis(20)).join())
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(sleeper.status().state()).isEqualTo(ProcessState.RUNNING);
      assertThat(lives(sleeper.pid().getAsLong())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingStopsEverythingAndRefusesMore(TestEngine engine) {
    Path file = directory.resolve("pids");
    ProcessManager pm = engine.open();
    pm.runCli(sh(FAMILY, file));
    get(pm.startCliBackground(sh(FAMILY, file)));
    List<Long> family = pids(file, 4);
    pm.close();
    pm.close();

    assertThat(family).hasSize(4).noneMatch(Scenario::lives);
    assertThatThrownBy(() -> pm.runCli("true")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pm.startCliBackground(Command.of("true")))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void closingStopsWhatAnEndedProcessHasLeft(TestEngine engine) {
    Path file = directory.resolve("pids");
    String leave = "setsid sh -c 'echo $$ >> \"$1\"; exec sleep 60' sh \"$1\" > /dev/null 2>&1 &";
    List<Long> left;
    try (ProcessManager pm = engine.open()) {
      get(pm.runCli(sh(leave, file)));
      get(get(pm.startCliBackground(sh(leave, file))).result());
      left = pids(file, 2);
      assertThat(left).allMatch(Scenario::lives);
    }
    assertThat(left).noneMatch(Scenario::lives);
  }

  @ParameterizedTest
  @EnumSource
  void aLaterShutdownMakesTheEndComeSooner(TestEngine engine) {
    ProcessManager pm = engine.open();
    ManagedProcess stubborn =
        get(
            pm.startCliBackground(
                sh("trap '' TERM; echo up; while :; do sleep 0.05; done"),
                as -> as.stop(StopPlan.graceful(Duration.ofMinutes(10)))));
    await().atMost(10, SECONDS).until(() -> !stubborn.output().tail(1).isEmpty());
    var patient = pm.shutdown(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(patient).isNotDone();

    assertThat(get(pm.shutdown(Duration.ZERO)).complete()).isTrue();
    assertThat(get(patient).complete()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shutdownForcesWhatIsTooSlow(TestEngine engine) {
    ProcessManager pm = engine.open();
    ManagedProcess stubborn =
        get(
            pm.startCliBackground(
                sh("trap '' TERM; echo up; while :; do sleep 0.05; done"),
                as -> as.stop(StopPlan.graceful(Duration.ofMinutes(10)))));
    await().atMost(10, SECONDS).until(() -> !stubborn.output().tail(1).isEmpty());
    long pid = stubborn.pid().getAsLong();
    StopReport report = get(pm.shutdown(ofMillis(300)));

    assertThat(report.complete()).isTrue();
    assertThat(lives(pid)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void stoppingForTheMainProcessLeavesItsChildren(TestEngine engine) {
    Path file = directory.resolve("pids");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess parent = get(pm.startCliBackground(sh(FAMILY, file)));
      List<Long> family = pids(file, 2);
      long child = family.stream().filter(p -> p != parent.pid().getAsLong()).findFirst().get();
      try {
        get(parent.stop(StopPlan.immediate().mainOnly()));
        assertThat(lives(child)).isTrue();
      } finally {
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }
}
