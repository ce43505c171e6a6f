package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessFilter;
import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All that supervision offers holds for functions and programs in JVMs of their own.
@Timeout(60)
class JvmManagedTest {

  private static final RestartPolicy AGAIN =
      RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ofMillis(10)));
  private static final String SECRET = "s3cr3t-value";

  @TempDir Path directory;

  static final class Serving {
    public static void main(String[] arguments) throws Exception {
      Files.writeString(
          Path.of(arguments[0]),
          ProcessHandle.current().pid() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      Thread.sleep(60_000);
    }
  }

  static void serve(String file) throws Exception {
    Serving.main(new String[] {file});
  }

  @ParameterizedTest
  @EnumSource
  void whoIsKilledIsStartedAgain(TestEngine engine) {
    Path pids = directory.resolve("pids");
    String file = pids.toString();
    Path others = directory.resolve("others");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess action =
          get(pm.startJvmBackground(() -> serve(file), as -> as.restart(AGAIN)));
      ManagedProcess program =
          get(
              pm.startJvmBackground(
                  JvmMain.of(Serving.class, others.toString()), as -> as.restart(AGAIN)));
      for (Path written : List.of(pids, others)) {
        long first = Scenario.pids(written, 1).getFirst();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        assertThat(Scenario.pids(written, 2)).doesNotHaveDuplicates();
      }
      await().atMost(20, SECONDS).until(() -> action.status().restarts() == 1);
      await().atMost(20, SECONDS).until(() -> program.status().restarts() == 1);
      assertThat(get(action.stop()).complete()).isTrue();
      assertThat(get(program.stop(StopPlan.immediate())).complete()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsListedCheckedAndMeasured(TestEngine engine) {
    Path pids = directory.resolve("pids");
    String file = pids.toString();
    HealthCheck alive = HealthCheck.liveness(Probe.process()).every(Duration.ofMillis(50));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess server =
          get(pm.startJvmBackground(() -> serve(file), as -> as.id("server").check(alive)));
      get(pm.startAsyncTask(task -> {}, as -> as.id("task")));
      Scenario.pids(pids, 1);

      await().atMost(20, SECONDS).until(() -> server.status().health() == Health.HEALTHY);
      assertThat(get(pm.listProcesses(ProcessFilter.kind(ProcessKind.JVM_TASK))))
          .map(status -> status.id())
          .containsExactly("server");
      // Where there is no /proc, nothing can be measured.
      if (engine != TestEngine.BARE) {
        assertThat(server.usage().rssBytes()).isPresent();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsLogIsRotated(TestEngine engine) throws IOException {
    Path log = directory.resolve("log");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess printing =
          get(
              pm.startJvmBackground(
                  () -> {
                    for (int i = 0; i < 2_000; i++) {
                      System.out.println("line " + i + " of a long text");
                    }
                  },
                  as -> as.logFile(log, Rotation.of(20_000, 3))));
      get(printing.result());

      await().atMost(10, SECONDS).until(() -> contents(directory).contains("line 1999 of"));
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files).hasSizeBetween(2, 4).allMatch(file -> file.toFile().length() < 30_000);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLackOfMemoryIsNoSuccessOfWhoIsDetached(TestEngine engine) {
    JvmOptions small = JvmOptions.defaults().heap("16m");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess greedy =
          get(
              pm.startJvmBackground(
                  small,
                  JvmDeathTest::holdAllMemory,
                  as -> as.logFile(directory.resolve("log")).detached()));

      assertThat(get(greedy.exit())).isEqualTo(new Exit.Exited(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextHostLearnsHowADetachedOneEnded(TestEngine engine) {
    Path registry = directory.resolve("registry.json");
    Path go = directory.resolve("go");
    String name = go.toString();
    try (ProcessManager first = engine.open(ProcessManager.builder().registryFile(registry))) {
      get(
          first.startJvmBackground(
              () -> {
                while (!Files.exists(Path.of(name))) {
                  Thread.sleep(5);
                }
                System.exit(7);
              },
              as -> as.id("server").logFile(directory.resolve("log")).detached()));
    }
    try (ProcessManager next = engine.open(ProcessManager.builder().registryFile(registry))) {
      get(next.loadRegistry());
      ManagedProcess server = get(next.getHandle("server")).orElseThrow();
      assertThat(server.status().state()).isEqualTo(ProcessState.RUNNING);
      Scenario.touch(go);

      // Without a shell nobody is there to note the code.
      Exit expected = new Exit.Exited(7);
      if (engine == TestEngine.BARE) {
        assertThat(get(server.exit())).isInstanceOf(Exit.Unknown.class);
      } else {
        assertThat(get(server.exit())).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSecretIsWrittenNowhere(TestEngine engine) throws IOException {
    Path pids = directory.resolve("pids");
    Path written = Files.createDirectory(directory.resolve("written"));
    JvmOptions options =
        JvmOptions.defaults().env("API_TOKEN", SECRET).systemProperty("password", SECRET);
    try (ProcessManager pm =
        engine.open(ProcessManager.builder().registryFile(written.resolve("registry.json")))) {
      ManagedProcess server =
          get(
              pm.startJvmBackground(
                  JvmMain.of(Serving.class, pids.toString(), SECRET).with(options),
                  as -> as.id("server").logFile(written.resolve("log"))));
      long pid = Scenario.pids(pids, 1).getFirst();
      get(pm.saveRegistry());

      assertThat(contents(Path.of("/proc/" + pid + "/cmdline"))).isNotEmpty();
      for (String shown :
          List.of(
              contents(Path.of("/proc/" + pid + "/cmdline")),
              contents(written),
              server.toString() + server.status() + options)) {
        assertThat(shown).doesNotContain(SECRET);
      }
      get(server.stop());
      assertThat(lives(pid)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsOptionsReachIt(TestEngine engine) throws IOException {
    JvmOptions options =
        JvmOptions.defaults()
            .in(directory)
            .env("JAVA_TOOL_OPTIONS", "-Dfrom.tools=yes")
            .env("ADDED", "ü 1")
            .withoutEnv("LC_ALL")
            .systemProperty("my.key", "a \"b\" # c");
    try (ProcessManager pm = engine.open()) {
      assertThat(
              get(
                  pm.runJvm(
                      options,
                      () ->
                          List.of(
                              Path.of("").toAbsolutePath().toString(),
                              System.getProperty("from.tools"),
                              System.getProperty("my.key"),
                              "" + System.getenv("LC_ALL"),
                              "" + System.getenv().containsKey("ADDED")))))
          .containsExactly(directory.toRealPath().toString(), "yes", "a \"b\" # c", "null", "true");
    }
  }

  /// Of a file, or of all files in a directory.
  private static String contents(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      var text = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return text.toString();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
