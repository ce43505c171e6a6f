package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lines;
import static dev.processmanager.scenarios.Scenario.lives;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ZERO;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that does not depend on its host.
class DetachedTest {

  /// Counts for ever, on both streams.
  private static final String COUNTER =
      "i=0; while :; do i=$((i+1)); echo $i; echo e$i >&2; sleep 0.02; done";

  private final List<Long> left = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  @AfterEach
  void endWhoWasLeft() {
    left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @ParameterizedTest
  @EnumSource
  void livesOnAndWritesOnWhenItsManagerIsClosed(TestEngine engine) throws IOException {
    Path log = directory.resolve("logs").resolve("counter.log");
    ManagedProcess process;
    try (ProcessManager pm = engine.open()) {
      process = detached(pm, sh(COUNTER), log, Rotation.none());
      await().atMost(10, SECONDS).until(() -> texts(process).contains("e5"));
      pm.shutdown(ZERO).join();
    }
    int written = lines(log).size();
    await().atMost(10, SECONDS).until(() -> lines(log).size() > written + 5);
    assertThat(lives(left.getFirst())).isTrue();
    assertThat(lines(log).subList(0, 4)).containsExactly("1", "e1", "2", "e2");
    assertThatThrownBy(() -> get(process.exit())).hasMessageContaining("lives on");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @EnumSource
  void isCapturedFollowedAndStoppedLikeAnyOther(TestEngine engine) {
    var heard = new CopyOnWriteArrayList<String>();
    Command command = sh("echo one; echo two >&2; exec sleep 60");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process =
          detached(
              pm,
              command.onLine(line -> heard.add(line.text())),
              directory.resolve("log"),
              Rotation.none());
      await().atMost(10, SECONDS).until(() -> heard.equals(List.of("one", "two")));

      assertThat(get(process.stop()).complete()).isTrue();
      assertThat(process.status().state()).isEqualTo(ProcessState.STOPPED);
      ProcessResult result = get(process.result());
      assertThat(result.exit()).isInstanceOf(Exit.Signalled.class);
      assertThat(result.stdout()).isEqualTo("one\ntwo\n");
      assertThat(lives(left.getFirst())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingOfWhatItWroteLast(TestEngine engine) {
    Path log = directory.resolve("log");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = detached(pm, sh("seq 1 20000"), log, Rotation.none());
      assertThat(get(process.result()).stdout()).endsWith("\n19999\n20000\n");
    }
    assertThat(lines(log)).hasSize(20_000);
  }

  @ParameterizedTest
  @EnumSource
  void beginsANewFileAtEachStartAndEmptiesOneThatIsTooLong(TestEngine engine) {
    Path log = directory.resolve("log");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = detached(pm, sh(COUNTER), log, Rotation.of(200, 3));
      await().atMost(20, SECONDS).until(() -> Files.exists(directory.resolve("log.3")));
      await().atMost(20, SECONDS).until(() -> log.toFile().length() > 0);
      assertThat(log.toFile().length()).isLessThan(5_000);
      assertThat(process.output().tail(1)).isNotEmpty();

      get(process.restart());
      left.add(process.pid().orElseThrow());
      await().atMost(10, SECONDS).until(() -> lines(log).contains("2"));
      assertThat(lines(log).getFirst()).isEqualTo("1");
      get(process.stop());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void livesOnWhenItsHostIsKilled(TestEngine engine) throws Exception {
    Path log = directory.resolve("log");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                engine.name(),
                log.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("host").toFile());
    // As if the host itself were the attached child of another manager.
    builder.environment().put("PROCESS_MANAGER_outer", "mark");
    Process host = builder.start();
    await().atMost(20, SECONDS).until(() -> lines(log).contains("e5"));
    host.toHandle().destroyForcibly();
    assertThat(host.waitFor(10, SECONDS)).isTrue();
    left.add(Long.valueOf(lines(log).getFirst()));

    int written = lines(log).size();
    await().atMost(10, SECONDS).until(() -> lines(log).size() > written + 5);
    String environment = Files.readString(Path.of("/proc/" + left.getFirst() + "/environ"));
    assertThat(environment).contains("PROCESS_DETACHED=").doesNotContain("PROCESS_MANAGER_");
  }

  private ManagedProcess detached(ProcessManager pm, Command command, Path log, Rotation rotation) {
    ManagedProcess process =
        get(pm.startCliBackground(command, as -> as.id("it").detached().logFile(log, rotation)));
    process.pid().ifPresent(left::add);
    return process;
  }

  private static List<String> texts(ManagedProcess process) {
    return process.output().tail(1_000).stream().map(Line::text).toList();
  }

  static final class Host {

    static void main(String[] args) {
      try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
        pm.startCliBackground(
                Command.shell("echo $$; " + COUNTER), as -> as.detached().logFile(Path.of(args[1])))
            .join()
            .exit()
            .join();
      }
    }
  }
}
