package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A function in a JVM of its own is a process like any other.
@Timeout(120)
class BackgroundJvmTest {

  @TempDir Path directory;

  /// Says who it is and waits.
  static void serve(String file) throws IOException, InterruptedException {
    System.out.println("serving");
    Files.writeString(
        Path.of(file),
        ProcessHandle.current().pid() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Thread.sleep(60_000);
  }

  static final class Main {
    public static void main(String[] arguments) throws Exception {
      serve(arguments[0]);
    }
  }

  /// Returns at once and leaves a thread behind that writes a file.
  static final class Leaving {
    public static void main(String[] arguments) {
      Runnable work =
          () -> {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            try {
              Files.writeString(Path.of(arguments[0]), "done");
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          };
      new Thread(work).start();
    }
  }

  static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public void printStackTrace() {
      throw new IllegalStateException("not this");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itRunsUnderAnIdWithALogUntilItIsStopped(TestEngine engine) throws IOException {
    Path pids = directory.resolve("pids");
    Path log = directory.resolve("log");
    String file = pids.toString();
    try (ProcessManager pm = engine.open()) {
      ManagedProcess server =
          get(pm.startJvmBackground(() -> serve(file), as -> as.id("server").logFile(log)));
      long pid = Scenario.pids(pids, 1).getFirst();

      assertThat(server.pid()).hasValue(pid);
      assertThat(server.status().kind()).isEqualTo(ProcessKind.JVM_TASK);
      assertThat(server.status().description()).contains("BackgroundJvmTest");
      await().atMost(10, SECONDS).until(() -> Files.readString(log).contains("serving"));
      assertThat(get(pm.stopProcess("server")).complete()).isTrue();
      assertThat(lives(pid)).isFalse();
      assertThat(server.status().state()).isEqualTo(ProcessState.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatFailsIsRestartedAsItsPolicySays(TestEngine engine) {
    Path pids = directory.resolve("pids");
    String file = pids.toString();
    try (ProcessManager pm = engine.open()) {
      ManagedProcess failing =
          get(
              pm.startJvmBackground(
                  () -> {
                    Files.writeString(
                        Path.of(file),
                        ProcessHandle.current().pid() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                    throw new IllegalStateException("not today");
                  },
                  as ->
                      as.restart(
                          RestartPolicy.onFailure()
                              .backoff(Backoff.fixed(Duration.ofMillis(10)))
                              .atMost(2))));

      await().atMost(60, SECONDS).until(() -> failing.status().state() == ProcessState.FATAL);
      assertThat(Scenario.pids(pids, 3)).doesNotHaveDuplicates().hasSize(3);
      assertThat(failing.output().tail(50))
          .anySatisfy(line -> line.toString().contains("not today"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProgramIsStartedByItsName(TestEngine engine) {
    Path pids = directory.resolve("pids");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess program =
          get(pm.startJvmBackground(JvmMain.of(Main.class, pids.toString()), as -> as.id("main")));
      long pid = Scenario.pids(pids, 1).getFirst();

      assertThat(program.pid()).hasValue(pid);
      assertThat(get(pm.stopProcess("main")).complete()).isTrue();
      assertThat(lives(pid)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProgramEndsWithItsLastThread(TestEngine engine) throws IOException {
    Path attached = directory.resolve("attached");
    Path detached = directory.resolve("detached");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess first =
          get(pm.startJvmBackground(JvmMain.of(Leaving.class, attached.toString())));
      ManagedProcess second =
          get(
              pm.startJvmBackground(
                  JvmMain.of(Leaving.class, detached.toString()), as -> as.detached()));

      assertThat(get(first.exit())).isEqualTo(new Exit.Returned(null));
      assertThat(attached).hasContent("done");
      assertThat(get(second.exit())).isEqualTo(new Exit.Exited(0));
      assertThat(detached).hasContent("done");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsDetachedOutlivesItsManager(TestEngine engine) {
    Path pids = directory.resolve("pids");
    Path registry = directory.resolve("registry.json");
    Path log = directory.resolve("log");
    String file = pids.toString();
    ProcessManager first = engine.open(ProcessManager.builder().registryFile(registry));
    get(first.startJvmBackground(() -> serve(file), as -> as.id("server").logFile(log).detached()));
    long pid = Scenario.pids(pids, 1).getFirst();
    first.close();

    assertThat(lives(pid)).isTrue();
    try (ProcessManager next = engine.open(ProcessManager.builder().registryFile(registry))) {
      get(next.loadRegistry());
      ManagedProcess server = get(next.getHandle("server")).orElseThrow();
      assertThat(server.pid()).hasValue(pid);
      assertThat(get(next.stopProcess("server")).complete()).isTrue();
      assertThat(lives(pid)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsDetachedLeavesNoFileWithItsSecrets(TestEngine engine) {
    Path pids = directory.resolve("pids");
    String file = pids.toString();
    JvmOptions secret = JvmOptions.defaults().systemProperty("password", "correct horse");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess server =
          get(
              pm.startJvmBackground(
                  secret,
                  () -> serve(file),
                  as -> as.id("s").logFile(directory.resolve("log")).detached()));
      Scenario.pids(pids, 1);
      String argument = commandLine(server.pid().getAsLong()).get(1);

      assertThat(argument).startsWith("@");
      assertThat(Path.of(argument.substring(1))).doesNotExist();
      get(pm.stopProcess("s"));
    }
  }

  private static List<String> commandLine(long pid) {
    try {
      return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1));
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsDetachedTellsByItsExitCodeWhetherItFailed(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess failing =
          get(
              pm.startJvmBackground(
                  () -> {
                    throw new IllegalStateException("alone");
                  },
                  as -> as.logFile(directory.resolve("log")).detached()));

      assertThat(get(failing.exit())).isEqualTo(new Exit.Exited(1));
      assertThat(failing.output().tail(50)).anySatisfy(line -> line.toString().contains("alone"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsStoppedWithoutGraceMayStillEndByItself(TestEngine engine) {
    JvmOptions hasty = JvmOptions.defaults().stop(StopPlan.immediate());
    try (ProcessManager pm = engine.open()) {
      ManagedProcess brief = get(pm.startJvmBackground(hasty, () -> {}));

      assertThat(get(brief.result()).ending()).isEqualTo(Ending.EXITED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsDetachedHasItsTimeLimitAsLongAsThereIsAHost(TestEngine engine) {
    Path pids = directory.resolve("pids");
    String file = pids.toString();
    JvmOptions brief = JvmOptions.defaults().timeout(Duration.ofSeconds(3));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess late =
          get(pm.startJvmBackground(brief, () -> serve(file), as -> as.detached()));

      assertThat(get(late.result()).ending()).isEqualTo(Ending.TIMED_OUT);
      assertThat(Scenario.lines(pids)).noneMatch(pid -> lives(Long.parseLong(pid)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneWhoseFailureCannotBePrintedStillTellsIt(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess failing =
          get(
              pm.startJvmBackground(
                  () -> {
                    throw new Unprintable();
                  }));

      assertThat(get(failing.exit()))
          .isInstanceOfSatisfying(
              Exit.Threw.class,
              threw -> assertThat(threw.throwable()).hasMessageContaining("Unprintable"));
    }
  }
}
