package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.openFiles;
import static dev.processmanager.traps.TrapRig.threads;
import static dev.processmanager.traps.TrapRig.zombies;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Starts that fail.
@Timeout(90)
class StartFailureTrapsTest {

  private static final String TOO_LONG = "x".repeat(200_000);

  @TempDir Path directory;

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 13: a thousand starts that fail")
  void aThousandFailuresLeakNothing(TestEngine engine) throws IOException {
    List<Command> hopeless = hopeless();
    try (ProcessManager pm = engine.open()) {
      fail(pm, hopeless, 50);
      long files = openFiles();
      long threads = threads("process-manager");
      fail(pm, hopeless, 1_000);

      await()
          .atMost(20, SECONDS)
          .untilAsserted(
              () -> {
                assertThat(openFiles()).isLessThanOrEqualTo(files + 3);
                assertThat(threads("process-manager")).isLessThanOrEqualTo(threads);
                assertThat(zombies()).isEmpty();
                assertThat(rig.survivors()).isEmpty();
              });
      assertThat(get(pm.listProcesses())).isEmpty();
    }
  }

  private List<Command> hopeless() throws IOException {
    Path plain = Files.writeString(directory.resolve("plain"), "no program");
    return List.of(
        rig.mark(Command.of("no-such-program")),
        rig.sh("true").in(directory.resolve("missing")),
        rig.mark(Command.of(plain.toString())),
        rig.sh("true", TOO_LONG));
  }

  private static void fail(ProcessManager pm, List<Command> commands, int times) {
    var failures = new ArrayList<CompletableFuture<Throwable>>();
    for (int i = 0; i < times; i++) {
      Command command = commands.get(i % commands.size());
      failures.add(pm.runCli(command).handle((_, failure) -> failure));
    }
    assertThat(failures)
        .allSatisfy(failure -> assertThat(get(failure)).isInstanceOf(LaunchException.class));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 13: NUL in an argument, a variable or a path")
  void aTextThatWouldBeCutIsRefusedBeforeAnythingStarts(TestEngine engine) {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("true", "a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("tr\0ue"));
    Command fine = Command.of("true");
    assertThatIllegalArgumentException().isThrownBy(() -> fine.env("A", "a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> fine.env("A\0B", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> fine.in(Path.of("a\0b")));
    try (ProcessManager pm = engine.open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> pm.runCli("true", "a\0b"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 18: why a start has failed is told by type and subject, not by a number")
  void everyReasonIsToldApartAndNamesItsSubject(TestEngine engine) throws IOException {
    var messages = new HashSet<String>();
    try (ProcessManager pm = engine.open()) {
      for (Command command : hopeless()) {
        Throwable failure = catchThrowable(() -> get(pm.runCli(command)));
        assertThat(failure)
            .isInstanceOfSatisfying(
                LaunchException.class,
                refusal -> {
                  assertThat(refusal.isPermanent()).isTrue();
                  assertThat(refusal.getMessage())
                      .contains(refusal.subject())
                      .doesNotContain("error")
                      .hasSizeLessThan(1_000);
                });
        messages.add(failure.getMessage().replaceAll("\".*\"", "X"));
      }
    }
    assertThat(messages).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 18: an interpreter that exists and cannot be executed")
  void aScriptWhoseInterpreterCannotBeExecutedIsALaunchError(TestEngine engine) throws IOException {
    Path plain = Files.writeString(directory.resolve("plain"), "no program");
    Path script = Files.writeString(directory.resolve("script"), "#!" + plain + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (ProcessManager pm = engine.open()) {
      assertThat(catchThrowable(() -> get(pm.runCli(rig.mark(Command.of(script.toString()))))))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining(script.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 33: the child's PATH and the host's")
  void aProgramIsLookedUpOnTheChildsPath(TestEngine engine) throws IOException {
    Path script = Files.writeString(directory.resolve("only-here"), "#!/bin/sh\necho found\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String path = directory + ":" + System.getenv("PATH");
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runCli(Command.of("only-here").env("PATH", path))).stdout())
          .isEqualTo("found\n");
      Command elsewhere = Command.of("true").env("PATH", directory.toString());
      assertThat(catchThrowable(() -> get(pm.runCli(elsewhere))))
          .isInstanceOf(LaunchException.class);
    }
  }
}
