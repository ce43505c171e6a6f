package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hosts that come one after another, because each but the last is killed.
@ExtendWith(OwnWorld.class)
class SuccessiveHostsTest {

  private static final int PROCESSES = 10;

  /// Counts into its log until it is told to end with a code of its own.
  private static final String COUNTER =
      "i=0; until test -e \"$1\"; do i=$((i+1)); echo $i; sleep 0.05; done; exit $2";

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void eachAdoptsTheSameTenAndTheLastKnowsHowTheyEnded(TestEngine engine) {
    String home = directory.toString();
    RemoteHost first = new RemoteHost(engine, registry);
    TreeMap<String, Long> pids = first.does(pm -> startTen(pm, home));
    assertThat(pids).hasSize(PROCESSES);
    first.kill();

    RemoteHost second = new RemoteHost(engine, registry);
    assertThat(second.does(SuccessiveHostsTest::adopted)).isEqualTo(pids);
    assertThat(second.does(SuccessiveHostsTest::adopted)).as("once is enough").isEmpty();
    String note = second.does(pm -> get(pm.getStatus("p3")).metadata().get("number"));
    assertThat(note).isEqualTo("3");
    second.kill();
    for (int i = 0; i < 3; i++) {
      end(i);
      long pid = pids.get("p" + i);
      Machine.await("the end of " + pid, () -> !Machine.lives(pid));
    }

    try (ProcessManager third = open(engine)) {
      ReconcileReport report = get(third.loadRegistry());
      assertThat(report.dead()).extracting(key -> key.id()).containsExactly("p0", "p1", "p2");
      assertThat(report.unknown()).isEmpty();
      assertThat(report.elsewhere()).isEmpty();
      assertThat(report.adopted())
          .allSatisfy(it -> assertThat(it.pid()).hasValue(pids.get(it.id())))
          .hasSize(PROCESSES - 3);
      ManagedProcess p4 = get(third.getHandle("p4")).orElseThrow();
      int seen = Integer.parseInt(p4.output().tail(1).getFirst().text());
      Machine.await(
          "more output",
          () -> p4.output().tail(1).stream().anyMatch(line -> number(line) > seen + 3));
      for (int i = 3; i < PROCESSES - 1; i++) {
        end(i);
      }
      for (int i = 0; i < PROCESSES - 1; i++) {
        assertThat(get(third.waitForProcess("p" + i)).exit()).isEqualTo(new Exit.Exited(40 + i));
        assertThat(get(third.getStatus("p" + i)).state()).isEqualTo(ProcessState.FAILED);
      }
      assertThat(get(third.signalProcess("p9", Signal.KILL))).isTrue();
      assertThat(get(third.waitForProcess("p9")).exit())
          .isEqualTo(new Exit.Signalled(Signal.KILL, false));
      assertThat(get(third.listProcesses()))
          .extracting(ProcessStatus::id)
          .containsExactlyInAnyOrderElementsOf(pids.keySet());
    }
    try (ProcessManager fourth = open(engine)) {
      assertThat(get(fourth.getStatus("p5")).exit()).contains(new Exit.Exited(45));
      assertThat(get(fourth.getStatus("p0")).exit()).contains(new Exit.Exited(40));
      assertThat(get(fourth.cleanupDeadProcesses())).isEqualTo(PROCESSES);
    }
  }

  private static TreeMap<String, Long> startTen(ProcessManager pm, String home) {
    var pids = new TreeMap<String, Long>();
    for (int i = 0; i < PROCESSES; i++) {
      String number = Integer.toString(i);
      Path go = Path.of(home, "go" + i);
      Path log = Path.of(home, "log" + i);
      var command = Command.of("sh", "-c", COUNTER, "sh", go.toString(), Integer.toString(40 + i));
      ManagedProcess process =
          get(
              pm.startCliBackground(
                  command,
                  as -> as.id("p" + number).metadata("number", number).detached().logFile(log)));
      pids.put(process.id(), process.pid().orElseThrow());
    }
    return pids;
  }

  private static TreeMap<String, Long> adopted(ProcessManager pm) {
    var pids = new TreeMap<String, Long>();
    get(pm.loadRegistry()).adopted().forEach(it -> pids.put(it.id(), it.pid().orElseThrow()));
    return pids;
  }

  /// Crashes twice, and then not before it is told to.
  private static final String CRASHES =
      """
      n=$(($(cat count 2> /dev/null) + 1))
      echo $n > count
      test $n -lt 3 || until test -e go; do sleep 0.02; done
      exit 1
      """;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void noHostGivesACrashingOneMoreChancesThanItHas(TestEngine engine) {
    String home = directory.toString();
    RemoteHost first = new RemoteHost(engine, registry);
    long pid =
        first.does(
            pm -> {
              ManagedProcess process = get(pm.start(crashing(home)));
              Machine.await(
                  "a third run",
                  () ->
                      process.toString().contains("[RUNNING")
                          && process.toString().endsWith("gen=3]"));
              return process.pid().orElseThrow();
            });
    first.kill();

    try (ProcessManager next = open(engine)) {
      assertThat(get(next.loadRegistry()).adopted()).hasSize(1);
      assertThat(get(next.getStatus("crash")).restarts()).isEqualTo(2);
      ManagedProcess process = get(next.start(crashing(home)));
      assertThat(process.pid()).hasValue(pid);
      assertThat(process.status().restarts()).isEqualTo(2);
      Machine.touch(directory.resolve("go"));
      get(process.result());
      assertThat(process.status().state()).isEqualTo(ProcessState.FATAL);
      assertThat(process.status().restarts()).isEqualTo(3);
      assertThat(process.status().generation()).isEqualTo(4);
      assertThat(Machine.lines(directory.resolve("count"))).containsExactly("4");
    }
  }

  private static ProcessSpec crashing(String home) {
    return ProcessSpec.of(Command.shell(CRASHES).in(Path.of(home)))
        .id("crash")
        .detached()
        .restart(RestartPolicy.onFailure().backoff(Backoff.fixed(ofMillis(20))).atMost(3));
  }

  private void end(int i) {
    Machine.touch(directory.resolve("go" + i));
  }

  private static int number(Line line) {
    return Integer.parseInt(line.text());
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
