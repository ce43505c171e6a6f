package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A function or program in a JVM of its own whose host is killed, and who looks after it then.
@ExtendWith(OwnWorld.class)
class AdoptedJvmTest {

  private final Path directory = OwnWorld.directory();
  private final Path registry = directory.resolve("processes.json");
  private final Path pids = directory.resolve("pids");
  private final Path go = directory.resolve("go");

  /// Says who it is, and ends with a code of its own when there is a file.
  static void serve(String pids, String go) throws Exception {
    Files.writeString(
        Path.of(pids),
        ProcessHandle.current().pid() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    while (!Files.exists(Path.of(go))) {
      LockSupport.parkNanos(5_000_000);
    }
    System.exit(43);
  }

  static final class Serving {
    public static void main(String[] arguments) throws Exception {
      serve(arguments[0], arguments[1]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void itsCodeIsKnownToTheNextHost(TestEngine engine) {
    String file = pids.toString();
    String end = go.toString();
    String log = directory.resolve("log").toString();
    RemoteHost first = new RemoteHost(engine, registry);
    first.does(
        pm -> {
          get(
              pm.startJvmBackground(
                  () -> serve(file, end), as -> as.id("one").detached().logFile(Path.of(log))));
          return true;
        });
    long pid = pid(1);
    first.kill();

    try (ProcessManager next = open(engine)) {
      assertThat(get(next.loadRegistry()).adopted()).hasSize(1);
      ManagedProcess adopted = get(next.getHandle("one")).orElseThrow();
      assertThat(adopted.pid()).hasValue(pid);
      Machine.touch(go);
      assertThat(get(next.waitForProcess("one")).exit()).isEqualTo(new Exit.Exited(43));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void itIsStartedAgainByTheNextHostThatKnowsHow(TestEngine engine) {
    List<String> arguments =
        List.of(pids.toString(), go.toString(), directory.resolve("log").toString());
    RemoteHost first = new RemoteHost(engine, registry);
    first.does(pm -> start(pm, arguments));
    long pid = pid(1);
    first.kill();

    try (ProcessManager next = open(engine)) {
      assertThat(start(next, arguments)).isEqualTo(pid);
      assertThat(get(next.signalProcess("one", Signal.KILL))).isTrue();
      long again = pid(2);
      Machine.await("it runs again", () -> get(next.isRunning("one")));
      assertThat(again).isNotEqualTo(pid);
      assertThat(get(next.stopProcess("one")).complete()).isTrue();
      assertThat(Machine.lives(again)).isFalse();
    }
  }

  private static long start(ProcessManager pm, List<String> arguments) {
    var again = RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ofMillis(10)));
    JvmMain main = JvmMain.of(Serving.class, arguments.get(0), arguments.get(1));
    return get(pm.startJvmBackground(
            main, as -> as.id("one").detached().logFile(Path.of(arguments.get(2))).restart(again)))
        .pid()
        .orElseThrow();
  }

  private long pid(int which) {
    Machine.await("run " + which, () -> Machine.lines(pids).size() >= which);
    return Long.parseLong(Machine.lines(pids).get(which - 1));
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(registry));
  }
}
