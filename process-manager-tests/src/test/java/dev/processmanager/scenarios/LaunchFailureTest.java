package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Rotation;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaunchFailureTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aMissingProgramAndAMissingDirectoryAreTwoErrors(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      refused(pm, Command.of("no-such-program", "x"), "no-such-program", "is not on the PATH");
      refused(pm, Command.of("/no/such/program"), "/no/such/program", "does not exist");
      Path missing = directory.resolve("missing");
      refused(
          pm, Command.of("true").in(missing), missing.toString(), "working directory", "not exist");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotRunIsNamedWithTheReason(TestEngine engine) throws IOException {
    Path plain = Files.writeString(directory.resolve("plain"), "no program");
    Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path foreign = Files.writeString(directory.resolve("foreign"), "#! /bin/sh\r\necho hi\r\n");
    assertThat(foreign.toFile().setExecutable(true)).isTrue();
    try (ProcessManager pm = engine.open()) {
      refused(pm, Command.of(foreign.toString()), foreign.toString(), "/bin/sh\\r");
      refused(pm, Command.of(plain.toString()), plain.toString(), "may not be executed");
      refused(pm, Command.of(directory.toString()), directory.toString(), "is a directory");
      refused(pm, Command.of(script.toString()), script.toString(), "/no/such/interpreter");
      refused(pm, Command.of("true").in(plain), plain.toString(), "is not a directory");
      refused(
          pm,
          Command.of("cat").input(directory.resolve("no-input")),
          directory.resolve("no-input").toString(),
          "cannot be read");
      refused(pm, Command.of("true", "x".repeat(200_000)), "true", "too long");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackgroundProcessThatCannotRunIsFatalAtOnce(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThatThrownBy(
              () -> get(pm.startCliBackground(Command.of("no-such-program"), as -> as.id("web"))))
          .isInstanceOf(LaunchException.class);
      assertThat(get(pm.getStatus("web")).state()).isEqualTo(ProcessState.FATAL);
      assertThat(get(pm.waitForProcess("web")).success()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLogFileThatCannotBeOpenedIsALaunchError(TestEngine engine) throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("file"));
    try (ProcessManager pm = engine.open()) {
      assertThatThrownBy(
              () ->
                  get(
                      pm.startCliBackground(
                          Command.of("true"),
                          as -> as.logFile(inTheWay.resolve("app.log"), Rotation.none()))))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining(inTheWay.toString());
    }
  }

  private static void refused(
      ProcessManager pm, Command command, String subject, String... messageParts) {
    long took =
        millis(
            () ->
                assertThatThrownBy(() -> get(pm.runCli(command)))
                    .isInstanceOfSatisfying(
                        LaunchException.class,
                        e -> {
                          assertThat(e.subject()).isEqualTo(subject);
                          assertThat(e.isPermanent()).isTrue();
                        })
                    .hasMessageContaining(subject)
                    .hasMessageContainingAll(messageParts));
    assertThat(took).isLessThan(1_000);
  }
}
