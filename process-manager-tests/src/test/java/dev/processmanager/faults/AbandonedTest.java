package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.ProcessScope;
import dev.processmanager.Session;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is left when a host that has begun something is killed, ends, or forgets it.
@ExtendWith(OwnWorld.class)
class AbandonedTest {

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void theSessionOfAKilledHostIsEndedByTheNextAndThatOfALivingOneIsNot(TestEngine engine) {
    List<Long> gone;
    try (RemoteHost living = new RemoteHost(engine, registry);
        RemoteHost dying = new RemoteHost(engine, registry);
        ProcessManager next = open(engine)) {
      gone = dying.does(pm -> session(pm, "dying"));
      List<Long> kept = living.does(pm -> session(pm, "living"));
      assertThat(get(next.cleanupDeadProcesses())).isZero();
      assertThat(gone).allMatch(Machine::lives);
      dying.kill();

      assertThat(get(next.cleanupDeadProcesses())).isEqualTo(gone.size());
      assertThat(gone).noneMatch(Machine::lives);
      assertThat(kept).allMatch(Machine::lives);
      assertThat(get(next.scope(Scope.session("dying")).listProcesses())).isEmpty();
      assertThat(get(next.scope(Scope.session("living")).listProcesses())).hasSize(kept.size());
      assertThat(sessions()).containsExactly("living");
      assertThat(get(next.cleanupDeadProcesses())).isZero();
      int ended = living.does(pm -> get(pm.session("living").end()).size());
      assertThat(ended).isEqualTo(kept.size());
      assertThat(kept).noneMatch(Machine::lives);
    }
    assertThat(sessions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoBeginsTheSessionOfAKilledHostHasItFromThenOn(TestEngine engine) {
    RemoteHost dying = new RemoteHost(engine, registry);
    long pid = dying.does(AbandonedTest::beginWithOne);
    RemoteHost heir = new RemoteHost(engine, registry);
    try (ProcessManager next = open(engine)) {
      heir.does(AbandonedTest::begin);
      assertThat(owner()).as("while its owner lives").isEqualTo(dying.pid());
      dying.kill();
      heir.does(AbandonedTest::begin);
      Machine.await("another owner", () -> owner() == heir.pid());
      assertThat(get(next.cleanupDeadProcesses())).isZero();
      assertThat(Machine.lives(pid)).isTrue();
      heir.kill();
      assertThat(get(next.cleanupDeadProcesses())).isOne();
      assertThat(Machine.lives(pid)).isFalse();
      assertThat(sessions()).isEmpty();
    }
  }

  private static boolean begin(ProcessManager pm) {
    pm.session("inherited");
    get(pm.saveRegistry());
    return true;
  }

  private static long beginWithOne(ProcessManager pm) {
    begin(pm);
    ProcessScope processes = pm.session("inherited").processes();
    return get(processes.startCliBackground(sleep(), as -> as.id("a").detached()))
        .pid()
        .orElseThrow();
  }

  private long owner() {
    try (Registry shared = Registry.file(registry)) {
      return shared.sessions().stream()
          .findFirst()
          .map(session -> session.owner().process().pid())
          .orElse(-1L);
    }
  }

  /// Supervised or not, attached or not, with a tree or without.
  private static ArrayList<Long> session(ProcessManager pm, String id) {
    Session session = pm.session(id);
    var again = RestartPolicy.always().backoff(Backoff.fixed(ofMillis(20)));
    var pids = new ArrayList<Long>();
    for (ManagedProcess one :
        List.of(
            get(session.processes().startCliBackground(sleep(), as -> as.id("a"))),
            get(session.processes().startCliBackground(sleep(), as -> as.id("b").detached())),
            get(
                session
                    .processes()
                    .startCliBackground(sleep(), as -> as.id("c").detached().restart(again))),
            get(
                session
                    .processes()
                    .startCliBackground(
                        Command.shell("setsid sleep 77 & sleep 78 & wait"),
                        as -> as.id("d").detached())))) {
      pids.add(one.pid().orElseThrow());
    }
    return pids;
  }

  private static Command sleep() {
    return Command.of("sleep", "100");
  }

  private List<String> sessions() {
    try (Registry shared = Registry.file(registry)) {
      return shared.sessions().stream().map(one -> one.id()).toList();
    }
  }

  private record Forgotten(boolean complete, boolean known) implements Serializable {}

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whomOneForgetsDoesNotComeBackThroughAnotherThatHasAdoptedIt(TestEngine engine) {
    try (RemoteHost host = new RemoteHost(engine, registry);
        ProcessManager other = open(engine)) {
      long pid = host.does(AbandonedTest::startPlain);
      ManagedProcess adopted = get(other.loadRegistry()).adopted().getFirst();
      assertThat(adopted.pid()).hasValue(pid);
      Forgotten forgotten =
          host.does(
              pm ->
                  new Forgotten(
                      get(pm.removeProcess("plain")).complete(),
                      !get(pm.listProcesses()).isEmpty()));
      assertThat(forgotten).isEqualTo(new Forgotten(true, false));
      assertThat(get(adopted.result()).success()).isFalse();
      LockSupport.parkNanos(300_000_000);
      get(other.saveRegistry());
      assertThat(get(other.listProcesses())).extracting(ProcessStatus::id).isEmpty();
      try (ProcessManager third = open(engine)) {
        assertThat(get(third.listProcesses())).isEmpty();
      }
    }
  }

  /// The owner would start it again, if it did not look whether it is still wanted.
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whomOneForgetsDoesNotComeBackThroughItsOwner(TestEngine engine) {
    String log = directory.resolve("runs").toString();
    try (RemoteHost owner = new RemoteHost(engine, registry);
        ProcessManager other = open(engine)) {
      for (int backoff : List.of(0, 300)) {
        long pid = owner.does(pm -> startSupervised(pm, log, backoff));
        assertThat(get(other.removeProcess("job")).complete()).isTrue();
        assertThat(Machine.lives(pid)).isFalse();
        LockSupport.parkNanos(600_000_000);
        get(other.saveRegistry());
        assertThat(get(other.listProcesses())).as("after %s ms", backoff).isEmpty();
        boolean runs = owner.does(pm -> get(pm.isRunning("job")));
        assertThat(runs).isFalse();
        assertThat(Machine.lines(Path.of(log))).containsExactly(Long.toString(pid));
        Machine.remove(Path.of(log));
      }
    }
  }

  private static long startSupervised(ProcessManager pm, String runs, int backoff) {
    var again = RestartPolicy.always().backoff(Backoff.fixed(ofMillis(backoff)));
    Command command = Command.of("sh", "-c", "echo $$ >> \"$1\"; exec sleep 100", "sh", runs);
    long pid =
        get(pm.startCliBackground(command, as -> as.id("job").restart(again))).pid().orElseThrow();
    Machine.await("its run", () -> !Machine.lines(Path.of(runs)).isEmpty());
    return pid;
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whomAHostLeavesInOrderTheNextOneLooksAfter(TestEngine engine) {
    String runs = directory.resolve("runs").toString();
    RemoteHost first = new RemoteHost(engine, registry);
    long pid = first.does(pm -> get(pm.start(survivor(runs))).pid().orElseThrow());
    long plain = first.does(AbandonedTest::startPlain);
    try (ProcessManager next = open(engine)) {
      ReconcileReport report = get(next.loadRegistry());
      assertThat(report.elsewhere()).hasSize(1);
      ManagedProcess adopted = report.adopted().getFirst();
      assertThat(adopted.pid()).hasValue(plain);
      first.close();
      assertThat(Machine.lives(pid)).isTrue();
      assertThat(get(next.getStatus("job")).state()).isEqualTo(ProcessState.RUNNING);
      assertThat(adopted.status().state()).isEqualTo(ProcessState.RUNNING);
      assertThat(Machine.lives(plain)).isTrue();
      assertThat(get(adopted.stop()).complete()).isTrue();
      assertThat(get(next.getStatus("plain")).state()).isEqualTo(ProcessState.STOPPED);
      ManagedProcess process = get(next.start(survivor(runs)));
      assertThat(process.pid()).hasValue(pid);
      Machine.kill(pid);
      Machine.await("a restart", () -> Machine.lines(Path.of(runs)).size() == 2);
      assertThat(get(next.removeProcess("job")).complete()).isTrue();
    }
  }

  private static long startPlain(ProcessManager pm) {
    return get(pm.startCliBackground(sleep(), as -> as.id("plain").detached())).pid().orElseThrow();
  }

  private static ProcessSpec survivor(String runs) {
    return ProcessSpec.of(Command.of("sh", "-c", "echo $$ >> \"$1\"; exec sleep 100", "sh", runs))
        .id("job")
        .detached()
        .restart(RestartPolicy.always().backoff(Backoff.fixed(ofMillis(20))));
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
