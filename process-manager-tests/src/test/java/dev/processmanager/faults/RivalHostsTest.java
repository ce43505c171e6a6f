package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hosts that want the same process at the same time, or one to run that another wants to rest.
@Timeout(900)
@ExtendWith(OwnWorld.class)
class RivalHostsTest {

  private static final String TAKEN = "taken";

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");

  enum Bond {
    ATTACHED,
    DETACHED
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void ofTwoThatStartTheSameOneDoesAndTheOtherIsTold(TestEngine engine) {
    String home = directory.toString();
    try (RemoteHost a = new RemoteHost(engine, registry);
        RemoteHost b = new RemoteHost(engine, registry)) {
      List.of(a, b).forEach(host -> host.does(pm -> get(pm.runCli("true")).success()));
      for (int i = 0; i < Sample.of(4, 60); i++) {
        String id = "race-" + i;
        String go = directory.resolve("go-" + i).toString();
        var bond = i % 2 == 0 ? Bond.ATTACHED : Bond.DETACHED;
        RemoteHost.Work<String> work = pm -> startAtOnce(pm, sleeper(id, home, bond), go);
        List<CompletableFuture<String>> both =
            Stream.of(a, b).map(host -> host.begins(work)).toList();
        LockSupport.parkNanos(20_000_000);
        Machine.touch(Path.of(go));
        List<String> results = both.stream().map(Machine::get).toList();
        assertThat(results).as("round %s", i).containsOnlyOnce(TAKEN).hasSize(2);
        String pid = results.stream().filter(one -> !one.equals(TAKEN)).findFirst().orElseThrow();
        Machine.await("a run", () -> !Machine.lines(directory.resolve(id)).isEmpty());
        assertThat(Machine.lines(directory.resolve(id))).as("runs of %s", id).containsExactly(pid);
        RemoteHost other = results.getFirst().equals(TAKEN) ? a : b;
        String seen = other.does(pm -> pid(pm, id));
        assertThat(seen).isEqualTo(pid);
      }
    }
  }

  /// Both wait for the same file.
  private static String startAtOnce(ProcessManager pm, ProcessSpec spec, String go) {
    Machine.await("go", () -> Files.exists(Path.of(go)));
    try {
      return Long.toString(get(pm.start(spec)).pid().orElseThrow());
    } catch (DuplicateIdException taken) {
      return TAKEN;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoeverComesAfterAKilledOwnerTakesOver(TestEngine engine) {
    String home = directory.toString();
    RemoteHost owner = new RemoteHost(engine, registry);
    List<Long> pids =
        owner.does(
            pm ->
                new ArrayList<>(
                    List.of(
                        start(pm, sleeper("attached", home, Bond.ATTACHED)),
                        start(pm, sleeper("detached", home, Bond.DETACHED)))));
    try (ProcessManager next = open(engine)) {
      for (Bond bond : Bond.values()) {
        String id = bond.name().toLowerCase(Locale.ROOT);
        assertThatThrownBy(() -> get(next.start(sleeper(id, home, bond))))
            .isInstanceOf(DuplicateIdException.class);
      }
      assertThat(get(next.loadRegistry()).elsewhere()).hasSize(2);
      owner.kill();
      Machine.await("the end of the attached", () -> !Machine.lives(pids.getFirst()));

      assertThat(get(next.start(sleeper("detached", home, Bond.DETACHED))).pid())
          .hasValue(pids.getLast());
      ManagedProcess attached = get(next.start(sleeper("attached", home, Bond.ATTACHED)));
      assertThat(attached.pid().orElseThrow()).isNotEqualTo(pids.getFirst());
      assertThat(attached.status().generation()).isEqualTo(2);
      assertThat(Machine.lines(directory.resolve("detached"))).hasSize(1);
      Machine.kill(pids.getLast());
      Machine.await("a restart", () -> Machine.lines(directory.resolve("detached")).size() == 2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whatOneStopsNobodyStartsAgainThoughItIsKilledAtOnce(TestEngine engine) {
    String home = directory.toString();
    try (RemoteHost owner = new RemoteHost(engine, registry)) {
      long pid = owner.does(pm -> start(pm, sleeper("job", home, Bond.ATTACHED)));
      RemoteHost other = new RemoteHost(engine, registry);
      boolean seen = other.does(pm -> get(pm.isRunning("job")));
      assertThat(seen).isTrue();
      other.begins(pm -> get(pm.stopProcess("job")).complete());
      Machine.await("the wish", () -> Machine.text(registry).contains("STOPPED"));
      other.kill();
      long wished = System.nanoTime();
      Machine.await("the end of it", () -> !Machine.lives(pid));
      assertThat(System.nanoTime() - wished).isLessThan(3_000_000_000L);
      LockSupport.parkNanos(700_000_000);
      assertThat(Machine.lines(directory.resolve("job"))).hasSize(1);
      ProcessState state = owner.does(pm -> get(pm.getStatus("job")).state());
      assertThat(state).isEqualTo(ProcessState.STOPPED);
      long again = owner.does(pm -> get(pm.startProcess("job")).pid().orElseThrow());
      Machine.await("its run", () -> Machine.lines(directory.resolve("job")).size() == 2);
      assertThat(Machine.lines(directory.resolve("job"))).endsWith(Long.toString(again));
    }
  }

  /// Notes each of its runs.
  private static ProcessSpec sleeper(String id, String home, Bond bond) {
    String runs = Path.of(home, id).toString();
    ProcessSpec spec =
        ProcessSpec.of(Command.of("sh", "-c", "echo $$ >> \"$1\"; exec sleep 100", "sh", runs))
            .id(id)
            .restart(RestartPolicy.always().backoff(Backoff.fixed(ofMillis(20))));
    return bond == Bond.DETACHED ? spec.detached() : spec;
  }

  private static long start(ProcessManager pm, ProcessSpec spec) {
    return get(pm.start(spec)).pid().orElseThrow();
  }

  private static String pid(ProcessManager pm, String id) {
    return Long.toString(get(pm.getStatus(id)).pid().orElse(-1));
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
