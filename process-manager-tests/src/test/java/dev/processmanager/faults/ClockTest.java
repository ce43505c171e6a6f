package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hosts whose clocks are set while they work, and hosts whose clocks count from another beginning.
@ExtendWith(OwnWorld.class)
class ClockTest {

  private static final Duration YEARS = Duration.ofDays(3_650);
  private static final RestartPolicy AGAIN =
      RestartPolicy.always().backoff(Backoff.fixed(ofMillis(100)));

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void nothingDependsOnTheWallClock(TestEngine engine) throws Exception {
    WrongClock clock = WrongClock.compiledIn(directory);
    RemoteHost host = new RemoteHost(engine, registry, clock.prefix());
    String home = directory.toString();
    long pid = host.does(pm -> startAll(pm, home));
    try (ProcessManager other = open(engine)) {
      for (Duration wrong : List.of(YEARS, YEARS.negated())) {
        clock.set(wrong);
        long told = host.does(_ -> System.currentTimeMillis());
        assertThat(Duration.ofMillis(told - System.currentTimeMillis()))
            .isCloseTo(wrong, Duration.ofDays(1));
        pid = restartsInTime(host, pid);
        sameForBoth(host, other, pid);
      }
      assertThat(get(other.loadRegistry()).elsewhere()).hasSize(1);
      host.kill();
      Machine.touch(directory.resolve("go"));
      Machine.await("an end", () -> other.getStatus("plain").join().state().isAtRest());
      theNextOneKnowsAll(other, pid);
    }
  }

  /// One that its owner restarts, and one that belongs to nobody and whose end is written down.
  private static long startAll(ProcessManager pm, String home) {
    get(
        pm.startCliBackground(
            Command.of(
                "sh",
                "-c",
                "until test -e \"$1\"; do sleep 0.02; done; exit 37",
                "sh",
                home + "/go"),
            as -> as.id("plain").detached()));
    return get(pm.start(job())).pid().orElseThrow();
  }

  private static ProcessSpec job() {
    return ProcessSpec.of(Command.of("sleep", "100")).id("job").detached().restart(AGAIN);
  }

  private static long restartsInTime(RemoteHost host, long pid) {
    Machine.kill(pid);
    long begin = System.nanoTime();
    long next =
        host.does(
            pm -> {
              Machine.await("a restart", () -> !List.of(-1L, pid).contains(pid(pm)));
              return pid(pm);
            });
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    return next;
  }

  private static long pid(ProcessManager pm) {
    return get(pm.getStatus("job")).pid().orElse(-1);
  }

  /// The owner stays the owner, and each can write and read what the other has written.
  private void sameForBoth(RemoteHost host, ProcessManager other, long pid) {
    assertThatThrownBy(() -> get(other.start(job()))).isInstanceOf(DuplicateIdException.class);
    String state =
        host.does(
            pm -> {
              get(pm.saveRegistry());
              return get(pm.getStatus("plain")).state().name();
            });
    assertThat(state).isEqualTo("RUNNING");
    get(other.saveRegistry());
    ProcessStatus seen = get(other.getStatus("job"));
    assertThat(seen.pid()).hasValue(pid);
    assertThat(seen.state()).isEqualTo(ProcessState.RUNNING);
    assertThat(get(other.getStatus("plain")).pid()).isPresent();
    assertThat(get(other.cleanupDeadProcesses())).isZero();
  }

  private void theNextOneKnowsAll(ProcessManager next, long pid) {
    get(next.loadRegistry());
    assertThat(get(next.getStatus("plain")).exit()).contains(new Exit.Exited(37));
    ManagedProcess job = get(next.start(job()));
    assertThat(job.pid()).hasValue(pid);
    assertThat(job.status().restarts()).isEqualTo(2);
    assertThat(get(next.removeProcess("job")).complete()).isTrue();
    assertThat(Machine.lives(pid)).isFalse();
  }

  /// There the same process has started at another time, which does not make it a stranger.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoCountsTimeFromAnotherBeginningKnowsNobodyAndTouchesNobody(TestEngine engine) {
    List<String> elsewhen =
        List.of("unshare", "--time", "--boottime", "1000000", "--fork", "--kill-child");
    try (ProcessManager here = open(engine);
        RemoteHost there = new RemoteHost(engine, registry, elsewhen)) {
      long plain =
          get(here.startCliBackground(Command.of("sleep", "100"), as -> as.id("plain").detached()))
              .pid()
              .orElseThrow();
      long job = get(here.start(job())).pid().orElseThrow();
      boolean untouched = there.does(ClockTest::knowsNobody);
      assertThat(untouched).isTrue();
      assertThat(Machine.lives(plain)).isTrue();
      assertThat(Machine.lives(job)).isTrue();
      assertThat(get(here.getStatus("job")).state()).isEqualTo(ProcessState.RUNNING);
      assertThat(get(here.stopAll()).complete()).isTrue();
    }
  }

  private static boolean knowsNobody(ProcessManager pm) {
    ReconcileReport report = get(pm.loadRegistry());
    assertThat(report.unknown()).hasSize(2);
    assertThat(report.adopted()).isEmpty();
    assertThat(report.dead()).isEmpty();
    assertThat(report.elsewhere()).isEmpty();
    assertThat(get(pm.cleanupDeadProcesses())).isZero();
    assertThat(get(pm.getStatus("plain")).state()).isEqualTo(ProcessState.UNKNOWN);
    assertThat(get(pm.getStatus("job")).state()).isEqualTo(ProcessState.UNKNOWN);
    assertThatThrownBy(() -> get(pm.stopProcess("plain"))).isInstanceOf(ProcessException.class);
    assertThatThrownBy(() -> get(pm.removeProcess("plain"))).isInstanceOf(ProcessException.class);
    assertThatThrownBy(() -> get(pm.start(job()))).isInstanceOf(DuplicateIdException.class);
    return true;
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
