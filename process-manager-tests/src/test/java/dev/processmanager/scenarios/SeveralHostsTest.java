package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One registry, and several managers that share it, at the same time or one after another.
@Timeout(120)
class SeveralHostsTest {

  private static final RestartPolicy AGAIN =
      RestartPolicy.always().backoff(Backoff.fixed(ofMillis(10)));

  @TempDir private Path directory;

  private final List<Long> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(
        pid ->
            ProcessHandle.of(pid)
                .filter(handle -> lives(pid))
                .ifPresent(ProcessHandle::destroyForcibly));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void theNextHostAdoptsWhoeverSurvives(TestEngine engine) {
    long pid;
    try (ProcessManager first = open(engine)) {
      pid = start(first, sleeper().metadata("team", "edge").detached());
    }
    assertThat(lives(pid)).isTrue();
    try (ProcessManager second = open(engine)) {
      ReconcileReport report = get(second.loadRegistry());
      assertThat(report.adopted()).extracting(ManagedProcess::id).containsExactly("job");
      ProcessStatus status = get(second.getStatus("job"));
      assertThat(status.state()).isEqualTo(ProcessState.RUNNING);
      assertThat(status.pid()).hasValue(pid);
      assertThat(status.generation()).isOne();
      assertThat(status.metadata()).containsEntry("team", "edge");
      assertThat(get(second.stopProcess("job")).complete()).isTrue();
      assertThat(lives(pid)).isFalse();
      assertThat(get(second.getStatus("job")).state()).isEqualTo(ProcessState.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void theTrueExitCodeIsKnownHoweverLateOneLooks(TestEngine engine) {
    Path go = directory.resolve("go");
    try (ProcessManager first = open(engine)) {
      start(first, exits("early", 37, directory.resolve("at-once")));
      start(first, exits("late", 38, go));
      Scenario.touch(directory.resolve("at-once"));
    }
    await().atMost(ofSeconds(20)).until(() -> !lives(started.getFirst()));
    try (ProcessManager second = open(engine)) {
      ReconcileReport report = get(second.loadRegistry());
      assertThat(report.adopted()).extracting(ManagedProcess::id).containsExactly("late");
      assertThat(get(second.getStatus("early")).exit()).contains(new Exit.Exited(37));
      Scenario.touch(go);
      assertThat(get(second.waitForProcess("late")).exit()).isEqualTo(new Exit.Exited(38));
      // The kernel may have told before the shell has written it down, which it does all the same.
      Path written = directory.resolve("processes.json.exits").resolve("late.exit");
      await().atMost(ofSeconds(20)).until(() -> Files.exists(written));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void aHostThatOnlyLooksSeesAndStopsEverybody(TestEngine engine) {
    try (ProcessManager first = open(engine);
        ProcessManager second = open(engine)) {
      long pid = start(first, sleeper().detached());
      assertThat(get(second.listProcesses())).extracting(ProcessStatus::id).containsExactly("job");
      assertThat(get(second.isRunning("job"))).isTrue();
      assertThat(get(second.getStatus("job")).pid()).hasValue(pid);
      assertThat(get(second.stopProcess("job")).complete()).isTrue();
      assertThat(lives(pid)).isFalse();
      ProcessResult seen = get(first.waitForProcess("job", ofSeconds(20)));
      assertThat(seen.ending()).isEqualTo(Ending.STOPPED);
      assertThat(get(first.getStatus("job")).state()).isEqualTo(ProcessState.STOPPED);
      assertThat(get(second.getStatus("job")).state()).isEqualTo(ProcessState.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whomOneStopsAllWhoWatchItTellAsStopped(TestEngine engine) {
    try (ProcessManager first = open(engine);
        ProcessManager second = open(engine)) {
      start(first, sleeper().detached());
      ManagedProcess adopted = get(second.loadRegistry()).adopted().getFirst();
      assertThat(get(adopted.stop(StopPlan.immediate())).complete()).isTrue();
      assertThat(get(first.waitForProcess("job", ofSeconds(20))).ending())
          .isEqualTo(Ending.STOPPED);
      assertThat(get(first.getStatus("job")).state()).isEqualTo(ProcessState.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whomAnotherHostStopsItsOwnerDoesNotStartAgain(TestEngine engine) {
    try (ProcessManager owner = open(engine);
        ProcessManager other = open(engine)) {
      long pid = start(owner, sleeper().restart(AGAIN));
      assertThatThrownBy(() -> get(other.start(sleeper().restart(AGAIN))))
          .isInstanceOf(DuplicateIdException.class);
      assertThat(get(other.stopProcess("job", StopPlan.immediate())).complete()).isTrue();
      assertThat(lives(pid)).isFalse();
      await()
          .atMost(ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(get(owner.getStatus("job")).state()).isEqualTo(ProcessState.STOPPED));
      await()
          .during(ofMillis(700))
          .atMost(ofSeconds(20))
          .until(() -> get(owner.getStatus("job")).state() == ProcessState.STOPPED);
      assertThat(get(get(owner.startProcess("job")).whenHealthy()).pid()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoStartsASurvivorWithItsSpecificationRestartsItFromThenOn(TestEngine engine) {
    long pid;
    try (ProcessManager first = open(engine)) {
      pid = start(first, sleeper().restart(AGAIN).detached());
      get(first.restartProcess("job"));
      pid = first.getHandle("job").join().orElseThrow().pid().orElseThrow();
      started.add(pid);
    }
    try (ProcessManager second = open(engine)) {
      get(second.loadRegistry());
      ManagedProcess job = get(second.start(sleeper().restart(AGAIN).detached()));
      assertThat(job.pid()).hasValue(pid);
      assertThat(job.status().generation()).isEqualTo(2);
      assertThat(job.status().restarts()).isOne();

      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      await().atMost(ofSeconds(20)).until(() -> job.status().generation() == 3);
      await().atMost(ofSeconds(20)).until(() -> job.pid().isPresent());
      assertThat(job.status().restarts()).isEqualTo(2);
      get(job.stop());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void theCountersGoOnWithTheNextHost(TestEngine engine) {
    try (ProcessManager first = open(engine)) {
      start(first, sleeper());
      get(first.restartProcess("job"));
      get(first.restartProcess("job"));
    }
    try (ProcessManager second = open(engine)) {
      assertThat(get(second.getStatus("job")).state()).isEqualTo(ProcessState.STOPPED);
      start(second, sleeper());
      assertThat(get(second.getStatus("job")).restarts()).isEqualTo(2);
      assertThat(get(second.getStatus("job")).generation()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoHasEndedIsForgotten(TestEngine engine) {
    try (ProcessManager first = open(engine)) {
      start(first, sleeper());
    }
    try (ProcessManager second = open(engine)) {
      assertThat(get(second.cleanupDeadProcesses())).isOne();
      assertThat(get(second.listProcesses())).isEmpty();
      assertThat(get(second.cleanupDeadProcesses())).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void aSessionEndsWithAllThatBelongsToIt(TestEngine engine) {
    try (ProcessManager first = open(engine);
        ProcessManager second = open(engine)) {
      var session = first.session("s-1");
      var joined = second.session("s-1");
      ManagedProcess one =
          get(session.processes().startCliBackground(Command.of("sleep", "60"), as -> as.id("a")));
      ManagedProcess two =
          get(
              joined
                  .processes()
                  .startCliBackground(Command.of("sleep", "60"), as -> as.id("b").detached()));
      started.addAll(List.of(one.pid().orElseThrow(), two.pid().orElseThrow()));
      assertThat(get(session.end())).hasSize(2).allMatch(report -> report.complete());
      assertThat(started).noneMatch(Scenario::lives);
      assertThat(get(session.processes().listProcesses())).isEmpty();
      assertThat(get(session.end())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatSomethingElseHasStartedIsAdopted(TestEngine engine) throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try (ProcessManager pm = engine.open()) {
      ManagedProcess adopted = get(pm.adopt(stranger.pid(), as -> as.id("stranger")));
      assertThat(adopted.pid()).hasValue(stranger.pid());
      assertThat(get(adopted.stop()).complete()).isTrue();
      assertThat(stranger.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoHasTheNumberOfOneThatHasEndedIsNotAdoptedInItsPlace(TestEngine engine) throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try (ProcessManager pm = engine.open()) {
      ProcessHandle before = handleOfOneThatHadTheNumberOf(stranger);
      assertThatThrownBy(() -> get(pm.adopt(before, as -> as.id("one"))))
          .hasMessageContaining("it has ended");
      assertThat(get(pm.listProcesses())).isEmpty();

      ManagedProcess adopted = get(pm.adopt(stranger.toHandle(), as -> as.id("one")));
      assertThat(adopted.pid()).hasValue(stranger.pid());
      assertThat(get(adopted.stop()).complete()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  private static ProcessHandle handleOfOneThatHadTheNumberOf(Process stranger) {
    return (ProcessHandle)
        Proxy.newProxyInstance(
            SeveralHostsTest.class.getClassLoader(),
            new Class<?>[] {ProcessHandle.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "pid" -> stranger.pid();
                  case "isAlive" -> false;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(directory.resolve("processes.json")));
  }

  private ProcessSpec sleeper() {
    return ProcessSpec.of(Command.of("sleep", "60")).id("job");
  }

  private static ProcessSpec exits(String id, int code, Path go) {
    return ProcessSpec.of(sh("until test -e \"$1\"; do sleep 0.02; done; exit " + code, go))
        .id(id)
        .detached();
  }

  private long start(ProcessManager pm, ProcessSpec spec) {
    long pid = get(pm.start(spec)).pid().orElseThrow();
    started.add(pid);
    return pid;
  }
}
