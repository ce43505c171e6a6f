package dev.processmanager.examples.architect.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What there is to say when no supervisor answers.
class WithoutDaemonTest {

  @TempDir Path directory;

  private Ctl ctl;

  @BeforeEach
  void configure() throws IOException {
    ctl = new Ctl(directory).configured("\"web\": {\"command\": \"true\"}");
  }

  @Test
  void aSupervisorThatDoesNotRunIsOneLineAndAnExitCodeOfItsOwn() throws IOException {
    Ctl.Said stopped = ctl.run("status");
    Ctl.Said killed = ctl.answeredBy(freePort()).run("status");

    assertThat(stopped.code()).isEqualTo(3);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err())
        .hasLineCount(1)
        .contains("The supervisor is not running (there is no");
    assertThat(killed.code()).isEqualTo(3);
    assertThat(killed.err()).hasLineCount(1).contains("nothing answers at 127.0.0.1");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void logsAreThenReadFromTheFileAndItsPredecessor() throws IOException {
    Path logs = Files.createDirectory(directory.resolve("logs"));
    Files.writeString(logs.resolve("web.log.1"), "one\ntwo\n");
    Files.writeString(logs.resolve("web.log"), "three\n");

    Ctl.Said said = ctl.run("logs", "web", "-n", "2");

    assertThat(said.lines()).containsExactly("two", "three");
    assertThat(said.err()).contains("not running");
    assertThat(said.code()).isZero();
    assertThat(ctl.run("logs", "wob").code()).isEqualTo(4);
  }

  @Test
  void noConfigurationOrAWrongOneIsSaid() throws IOException {
    Files.writeString(ctl.configuration(), "{\"services\": {\"web\": {\"comand\": 1}}}");
    Ctl.Said wrong = ctl.run("logs", "web");
    Files.delete(ctl.configuration());
    Ctl.Said missing = ctl.run("status");

    assertThat(wrong.code()).isEqualTo(5);
    assertThat(wrong.err()).contains("services.web.comand");
    assertThat(missing.code()).isEqualTo(5);
    assertThat(missing.err()).hasLineCount(1).contains("name one with --config");
  }

  @Test
  void aWrongCommandLineIsToldInTwoLines() {
    Ctl.Said said = ctl.run("statsu");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("statsu", "status", "--help");
    assertThat(ctl.run().code()).isEqualTo(2);
    assertThat(ctl.run("start").code()).isEqualTo(2);
    assertThat(ctl.run("logs", "web", "-n", "many").code()).isEqualTo(2);
  }

  @Test
  void helpExplainsTheExitCodes() {
    assertThat(ctl.run("--help").out())
        .contains("rolling-restart", "Exit codes:", "3   the supervisor is not running");
    assertThat(ctl.run("logs", "--help").out()).contains("--follow", "--json", "--config");
  }

  @Test
  void aShellCompletesCommandsByTheScript() throws Exception {
    Path script = Files.writeString(directory.resolve("completion"), ctl.run("completion").out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                source "$0"
                COMP_WORDS=(supervisorctl roll) COMP_CWORD=1 COMP_LINE='supervisorctl roll'
                _complete_supervisorctl
                echo "${COMPREPLY[@]}"
                """,
                script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes());

    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(answer.strip()).isEqualTo("rolling-restart");
  }
}
