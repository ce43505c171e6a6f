package dev.processmanager.examples.architect.ctl;

import static dev.processmanager.examples.architect.ctl.Ctl.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line with a supervisor that really runs, set up as its users do it.
class SupervisorctlIT {

  private static final Path PROGRAM =
      Path.of("../process-manager-examples/bin/supervisorctl").toAbsolutePath().normalize();

  @TempDir Path directory;

  private Ctl ctl;

  @BeforeEach
  void configure() throws IOException {
    ctl =
        new Ctl(directory)
            .configured(
                """
                "web": {"command": "sh", "args": ["-c", "echo up; exec sleep 300"]}
                """);
    Files.writeString(
        ctl.configuration(),
        Files.readString(ctl.configuration())
            .replace(
                "\"pid_directory\"",
                "\"log_directory\": \"said\", \"database\": \"kept/a.db\", \"pid_directory\""));
  }

  /// Does nothing if there is no supervisor any more.
  @AfterEach
  void endWhatIsLeft() {
    if (ctl.run("status").code() == ExitCodes.DONE) {
      stop();
    }
  }

  private Ctl.Said stop() {
    return ctl.typing("stop\n", "setup");
  }

  @Test
  void setsASupervisorUpActsOnItsServicesAndEndsIt() throws Exception {
    assertThat(asAProgram("setup", "--auto")).isZero();
    await().until(() -> ctl.run("status", "web").code() == ExitCodes.DONE);
    long first = pid();
    assertThat(ctl.run("logs", "web", "-n", "1").out()).isEqualTo("up\n");
    assertThat(directory.resolve("said/web.log")).hasContent("up");
    assertThat(directory.resolve("pids/web.pid")).hasContent(first + "\n");

    assertThat(ctl.run("restart", "all").code()).isZero();

    long second = pid();
    assertThat(second).isNotEqualTo(first);
    await().untilAsserted(() -> assertThat(pidInDatabase()).isEqualTo(second));
    assertThat(ctl.run("verify").out()).contains("is sound", "runs as PID").doesNotContain("FAIL");
    assertThat(ctl.typing("restart\n", "setup").lines())
        .anyMatch(line -> line.matches(".*PASS +stop +.*"))
        .anyMatch(line -> line.matches(".*PASS +start +The supervisor runs as PID \\d+"));
    assertThat(stop().out()).contains("PASS  stop");
    assertThat(ProcessHandle.of(second)).isEmpty();
    assertThat(ctl.run("status").code()).isEqualTo(ExitCodes.NO_DAEMON);
  }

  private int asAProgram(String... args) throws Exception {
    var command = new ProcessBuilder(PROGRAM.toString());
    command.command().addAll(List.of(args));
    Path output = directory.resolve("output");
    Process process =
        command
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private long pid() throws IOException {
    String service = ctl.run("status", "web", "--json").out();
    return new ObjectMapper().readTree(service).path("pid").asLong();
  }

  private long pidInDatabase() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kept/a.db"));
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pid FROM supervisor_services WHERE id = 'web'")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
