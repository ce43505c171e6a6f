package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host that is killed while it starts detached processes: between the note of an intent and the
/// process, or between the process and the note of who it is.
@Timeout(900)
@ExtendWith(OwnWorld.class)
class CrashedStartTest {

  private final Path directory = OwnWorld.directory();

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void leavesNobodyWhomTheNextHostDoesNotKnow(TestEngine engine) {
    for (int i = 0; i < Sample.of(3, 100); i++) {
      Path registry = directory.resolve("processes-" + i + ".json");
      long instant = ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(150));
      RemoteHost host = new RemoteHost(engine, registry);
      boolean ready = host.does(pm -> get(pm.runCli("true")).success());
      assertThat(ready).isTrue();
      host.begins(CrashedStartTest::startMany);
      LockSupport.parkNanos(instant);
      host.kill();
      assertAllAreKnown(engine, registry, "killed after " + instant);
    }
  }

  private static String startMany(ProcessManager pm) {
    for (int i = 0; i < 1_000; i++) {
      String id = "p" + i;
      pm.startCliBackground(Command.of("sleep", "1234"), as -> as.id(id).detached());
      LockSupport.parkNanos(2_000_000);
    }
    return "done";
  }

  private static void assertAllAreKnown(TestEngine engine, Path registry, String when) {
    Set<Long> alive = sleepers();
    try (ProcessManager next = engine.open(ProcessManager.builder().registryFile(registry))) {
      ReconcileReport report = get(next.loadRegistry());
      assertThat(report.unknown()).as(when).isEmpty();
      assertThat(report.elsewhere()).as(when).isEmpty();
      Set<Long> adopted =
          report.adopted().stream().map(one -> one.pid().orElseThrow()).collect(Collectors.toSet());
      assertThat(adopted).as(when).hasSameSizeAs(report.adopted()).isEqualTo(alive);
      List<ProcessStatus> all = get(next.listProcesses());
      assertThat(all).as(when).hasSize(report.adopted().size() + report.dead().size());
      for (ManagedProcess one : report.adopted()) {
        assertThat(get(one.stopNow()).complete()).as(when).isTrue();
      }
      assertThat(get(next.cleanupDeadProcesses())).as(when).isEqualTo(all.size());
    }
    Machine.await("nobody, " + when, () -> sleepers().isEmpty());
  }

  private static Set<Long> sleepers() {
    return Machine.processes().stream()
        .filter(pid -> World.commandLine(pid).equals("sleep 1234") && Machine.lives(pid))
        .collect(Collectors.toSet());
  }
}
