package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lines;
import static dev.processmanager.scenarios.Scenario.lives;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessFilter;
import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.UnknownIdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackgroundTest {

  private static final Command SLEEP = Command.of("sleep", "60");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aHandleTellsEverything(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess sleeper =
          get(
              pm.startCliBackground(
                  SLEEP.in(directory).env("SECRET", "hunter2"),
                  as ->
                      as.id("sleeper")
                          .metadata("team", "edge")
                          .logFile(directory.resolve("s.log"))));
      ProcessStatus status = get(pm.getStatus("sleeper"));

      assertThat(status.id()).isEqualTo("sleeper");
      assertThat(status.kind()).isEqualTo(ProcessKind.CLI_COMMAND);
      assertThat(status.scope()).isEqualTo(Scope.global());
      assertThat(status.state()).isEqualTo(ProcessState.RUNNING);
      assertThat(status.health()).isEqualTo(Health.NONE);
      assertThat(lives(status.pid().getAsLong())).isTrue();
      assertThat(status.generation()).isEqualTo(1);
      assertThat(status.restarts()).isZero();
      assertThat(status.description()).isEqualTo("sleep 60");
      assertThat(status.workingDir()).contains(directory);
      assertThat(status.logFile()).contains(directory.resolve("s.log"));
      assertThat(status.startedAt().orElseThrow())
          .isBetween(status.createdAt(), status.updatedAt());
      assertThat(status.exit()).isEmpty();
      assertThat(status.metadata()).containsExactly(Map.entry("team", "edge"));
      assertThat(status.toString()).doesNotContain("hunter2");
      assertThat(sleeper)
          .hasToString("sleeper[RUNNING pid=" + status.pid().getAsLong() + " gen=1]");
      assertThat(get(pm.getHandle("sleeper"))).contains(sleeper);
      assertThat(get(pm.isRunning("sleeper"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isVisibleAsStartingBeforeItIsUp(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var started =
          pm.startCliBackground(
              SLEEP,
              as ->
                  as.id("slow")
                      .check(
                          HealthCheck.startup(
                              _ -> {
                                throw new IllegalStateException("not yet");
                              })));
      assertThat(get(pm.getHandle("slow"))).isPresent();
      await()
          .atMost(10, SECONDS)
          .until(() -> get(pm.getStatus("slow")).state() == ProcessState.STARTING);
      long pid = awaitPid(pm, "slow");
      started.cancel(true);

      await().atMost(10, SECONDS).until(() -> !lives(pid));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownIdIsAnErrorButForQuestions(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThatThrownBy(() -> get(pm.getStatus("nobody")))
          .isInstanceOf(UnknownIdException.class)
          .hasMessageContaining("nobody");
      assertThatThrownBy(() -> get(pm.stopProcess("nobody")))
          .isInstanceOf(UnknownIdException.class);
      assertThatThrownBy(() -> get(pm.waitForProcess("nobody")))
          .isInstanceOf(UnknownIdException.class);
      assertThat(get(pm.getHandle("nobody"))).isEmpty();
      assertThat(get(pm.isRunning("nobody"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIdIsTakenUntilItsProcessIsAtRest(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      get(pm.startCliBackground(SLEEP, as -> as.id("web")));
      assertThatThrownBy(() -> get(pm.startCliBackground(SLEEP, as -> as.id("web"))))
          .isInstanceOf(DuplicateIdException.class);
      assertThat(get(pm.isRunning("web"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void listsByKindStateScopeAndNotes(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      get(pm.startCliBackground(SLEEP, as -> as.id("a").metadata("tier", "1")));
      get(pm.startCliBackground(SLEEP, as -> as.id("b")));
      get(pm.scope(Scope.session("s1")).startCliBackground(SLEEP, as -> as.id("a")));
      get(pm.startCliBackground(SLEEP, as -> as.id("c").scope(Scope.project(directory))));
      get(pm.stopProcess("b"));

      assertThat(ids(pm, ProcessFilter.all())).containsExactly("a", "b", "a", "c");
      assertThat(ids(pm, ProcessFilter.state(ProcessState.RUNNING))).containsExactly("a", "a", "c");
      assertThat(ids(pm, ProcessFilter.kind(ProcessKind.CLI_COMMAND))).hasSize(4);
      assertThat(ids(pm, ProcessFilter.kind(ProcessKind.JVM_TASK))).isEmpty();
      assertThat(ids(pm, ProcessFilter.scope(Scope.session("s1")))).containsExactly("a");
      assertThat(ids(pm, ProcessFilter.metadata("tier", "1"))).containsExactly("a");
      assertThat(ids(pm, ProcessFilter.health(Health.HEALTHY))).isEmpty();
      assertThat(
              ids(
                  pm,
                  ProcessFilter.state(ProcessState.STOPPED)
                      .and(ProcessFilter.scope(Scope.global()))))
          .containsExactly("b");
      assertThat(get(pm.scope(Scope.project(directory)).listProcesses())).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWaitGivesTheResult(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      get(pm.startCliBackground(sh("echo done; exit 4"), as -> as.id("job")));

      assertThat(get(pm.waitForProcess("job", Duration.ofSeconds(20))).stdout())
          .isEqualTo("done\n");
      assertThat(get(pm.getStatus("job")).state()).isEqualTo(ProcessState.FAILED);
      assertThat(get(pm.getStatus("job")).exit()).contains(new Exit.Exited(4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void logsOfAllRunsGoToTheFileAndTheTail(TestEngine engine) {
    Path log = directory.resolve("logs/job.log");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess job =
          get(
              pm.startCliBackground(
                  sh("echo out; echo err >&2; printf unfinished"),
                  as -> as.id("job").logFile(log, Rotation.of(1_000_000, 2))));
      get(job.result());
      get(pm.startProcess("job"));
      get(job.result());

      assertThat(lines(log))
          .hasSize(6)
          .containsExactlyInAnyOrder("out", "err", "unfinished", "out", "err", "unfinished");
      assertThat(job.output().tail(100)).hasSize(6);
      assertThat(job.output().tail(100)).extracting(Line::text).contains("err");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKilledProcessIsRestartedAndAStoppedOneIsNot(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      get(
          pm.startCliBackground(
              SLEEP,
              as ->
                  as.id("web")
                      .restart(RestartPolicy.onFailure().backoff(Backoff.fixed(ofMillis(50))))));
      long first = awaitPid(pm, "web");
      assertThat(get(pm.signalProcess("web", Signal.KILL))).isTrue();
      await()
          .atMost(10, SECONDS)
          .until(() -> get(pm.getStatus("web")).generation() == 2 && get(pm.isRunning("web")));

      assertThat(awaitPid(pm, "web")).isNotEqualTo(first);
      assertThat(get(pm.getStatus("web")).restarts()).isEqualTo(1);
      get(pm.stopProcess("web"));
      assertThat(get(pm.getStatus("web")).state()).isEqualTo(ProcessState.STOPPED);
      assertThat(get(pm.getStatus("web")).pid()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorRestartsAndRemoves(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      get(pm.startCliBackground(SLEEP, as -> as.id("web")));
      long first = awaitPid(pm, "web");
      ManagedProcess again = get(pm.restartProcess("web"));
      assertThat(again.pid().getAsLong()).isNotEqualTo(first);
      assertThat(lives(first)).isFalse();

      long second = awaitPid(pm, "web");
      get(pm.removeProcess("web"));
      assertThat(lives(second)).isFalse();
      assertThat(get(pm.listProcesses())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void anySignalCanBeSent(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess trap =
          get(
              pm.startCliBackground(
                  sh("trap 'echo got it' USR1; echo up; while :; do sleep 0.02; done"),
                  as -> as.id("trap")));
      await().atMost(10, SECONDS).until(() -> trap.output().tail(5).size() == 1);
      assertThat(get(pm.signalProcess("trap", Signal.USR1))).isTrue();

      await().atMost(10, SECONDS).until(() -> trap.output().tail(5).size() == 2);
      get(trap.stop());
      assertThat(get(pm.signalProcess("trap", Signal.USR1))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void aProcessProbeSeesThatAChildWasStoppedBySignal(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess frozen =
          get(
              pm.startCliBackground(
                  sh("sleep 0.3; kill -STOP $$; sleep 60"),
                  as ->
                      as.id("frozen")
                          .stop(StopPlan.graceful(ofMillis(200)))
                          .check(
                              HealthCheck.liveness(Probe.process()).every(ofMillis(50)).failures(2))
                          .restart(
                              RestartPolicy.onFailure()
                                  .backoff(Backoff.fixed(ofMillis(1)))
                                  .atMost(1))));
      get(frozen.whenHealthy());

      await().atMost(20, SECONDS).until(() -> frozen.status().state() == ProcessState.FATAL);
      assertThat(frozen.status().restarts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRunIsRememberedAndOneShotsAreNot(TestEngine engine) throws IOException {
    Path file = directory.resolve("registry/processes.json");
    try (ProcessManager pm = engine.open(ProcessManager.builder().registryFile(file))) {
      get(pm.runCli("true"));
      get(pm.startCliBackground(SLEEP.env("PASSWORD", "hunter2"), as -> as.id("web")));
      await()
          .atMost(10, SECONDS)
          .until(() -> Files.readString(file).contains("\"state\":\"RUNNING\""));
      assertThat(Files.readString(file))
          .contains("\"pid\":" + awaitPid(pm, "web"))
          .doesNotContain("hunter2")
          .doesNotContain("\"true\"");
    }
    assertThat(Files.readString(file)).contains("\"state\":\"STOPPED\"");
  }

  @ParameterizedTest
  @EnumSource
  void aHundredChildrenLeaveNothingBehind(TestEngine engine) {
    List<Long> pids;
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < 100; i++) {
        int n = i;
        pm.startCliBackground(SLEEP, as -> as.id("n" + n));
      }
      await()
          .atMost(30, SECONDS)
          .until(
              () -> get(pm.listProcesses(ProcessFilter.state(ProcessState.RUNNING))).size() == 100);
      pids = get(pm.listProcesses()).stream().map(s -> s.pid().getAsLong()).toList();
      assertThat(get(pm.stopAll()).complete()).isTrue();
    }
    assertThat(pids).hasSize(100).noneMatch(Scenario::lives);
  }

  private static long awaitPid(ProcessManager pm, String id) {
    await().atMost(10, SECONDS).until(() -> get(pm.getStatus(id)).pid().isPresent());
    return get(pm.getStatus(id)).pid().getAsLong();
  }

  private static List<String> ids(ProcessManager pm, ProcessFilter filter) {
    return get(pm.listProcesses(filter)).stream().map(ProcessStatus::id).toList();
  }
}
