package dev.processmanager.examples.architect.ctl;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.architect.http.ArchitectServer;
import dev.processmanager.examples.architect.store.SqliteStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {

  @TempDir Path directory;

  private Ctl configured(String services) throws IOException {
    return new Ctl(directory).configured(services);
  }

  @Test
  void whatIsAllRightPassesAndWhatIsToBeMadeIsAWarning() throws IOException {
    Ctl.Said said = configured("\"web\": {\"command\": \"sh\"}").run("verify");

    assertThat(said.lines()).allMatch(line -> line.matches("(PASS|WARN)  .*"));
    assertThat(said.lines())
        .anyMatch(line -> line.matches("PASS +configuration +services: 1, of which enabled: 1"))
        .anyMatch(line -> line.matches("WARN +pid_directory +.*/pids is not there yet.*"))
        .anyMatch(line -> line.matches("PASS +web +runs /.*/sh"))
        .anyMatch(line -> line.matches("WARN +database +.*/data/architect.db is not there yet.*"))
        .anyMatch(line -> line.matches("WARN +supervisor +The supervisor is not running.*"));
    assertThat(said.code()).isZero();
  }

  @Test
  void everythingThatIsWrongWithAConfigurationFails() throws IOException {
    Ctl.Said said = configured("\"web\": {\"port\": 0}, \"db\": {\"comand\": 1}").run("verify");

    assertThat(said.lines())
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.matches("FAIL +configuration +line \\d+, services\\..*"));
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void missingCommandsAndDirectoriesFailUnlessTheirServiceIsNotEnabled() throws IOException {
    Ctl ctl =
        configured(
            """
            "a": {"command": "there-is-no-such-program"},
            "b": {"command": "true", "working_directory": "nowhere"},
            "c": {"command": "./there-is-no-such-program", "enabled": false},
            "d": {"command": "tool", "environment": {"PATH": "%1$s"}}
            """
                .formatted(directory));
    Path tool = Files.createFile(directory.resolve("tool"));
    Files.setPosixFilePermissions(tool, fromString("rwx------"));

    assertThat(ctl.run("verify").lines())
        .anyMatch(line -> line.matches("FAIL +a +its command there-is-no.* is not there"))
        .anyMatch(line -> line.matches("FAIL +b +its working_directory .*/nowhere is not there"))
        .anyMatch(line -> line.matches("WARN +c .*; it is not enabled"))
        .anyMatch(line -> line.matches("PASS +d +runs .*/tool"));
  }

  @Test
  void directoriesThatCannotBeMadeAndSecretsThatOthersReadFail() throws IOException {
    Ctl ctl = configured("").answeredBy(1);
    Files.createFile(directory.resolve("logs"));
    Files.createFile(directory.resolve("data"));
    Files.setPosixFilePermissions(directory.resolve("pids"), fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(directory.resolve("pids/api.token"), fromString("rw-r--r--"));

    Ctl.Said said = ctl.run("verify");

    assertThat(said.lines())
        .anyMatch(line -> line.matches("FAIL +log_directory .*/logs is no directory.*"))
        .anyMatch(line -> line.matches("FAIL +database .*/data is no directory.*"))
        .anyMatch(line -> line.matches("WARN +pid_directory .*chmod go-w.*"))
        .anyMatch(line -> line.matches("FAIL +token .*chmod 600.*"));
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void aPortOfSomebodyElseFails() throws IOException {
    try (var socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      Ctl ctl = configured("\"web\": {\"command\": \"sh\", \"port\": " + port + "}");

      assertThat(ctl.run("verify").lines())
          .anyMatch(line -> line.matches("FAIL +port " + port + " +is used by something else.*"));
    }
    assertThat(PortChecks.judge("web", 80, true, true))
        .isEqualTo(Finding.pass("port 80", "is used, and web runs"));
    assertThat(PortChecks.judge("web", 80, false, true).result()).isEqualTo(Finding.Result.WARN);
    assertThat(PortChecks.judge("web", 80, false, false).result()).isEqualTo(Finding.Result.PASS);
  }

  @Test
  void theDatabaseIsLookedAt() throws IOException {
    Ctl ctl = configured("");
    Path file = directory.resolve("data/architect.db");
    SqliteStore.open(file).close();
    assertThat(ctl.run("verify").lines())
        .anyMatch(line -> line.matches("PASS +database .* is sound"));

    Files.writeString(file, "something else ".repeat(100));

    assertThat(ctl.run("verify").lines())
        .anyMatch(line -> line.matches("FAIL +database .*not a database.*"));
  }

  @Test
  void aSupervisorThatRunsPassesAndOneThatRefusesFails() throws IOException {
    try (ArchitectServer server = ArchitectServer.start(0, new FourServices(), Ctl.TOKEN)) {
      Ctl ctl = configured("").answeredBy(server.port());
      assertThat(ctl.run("verify").lines())
          .anyMatch(line -> line.matches("PASS +supervisor +runs as PID 4711"));

      Files.writeString(directory.resolve("pids/api.token"), "the-token-of-another");

      assertThat(ctl.run("verify").lines()).anyMatch(line -> line.matches("FAIL +supervisor .*"));
    }
  }

  @Test
  void aSupervisorThatLivesAndDoesNotAnswerFails() throws IOException {
    Path pids = Files.createDirectory(directory.resolve("pids"));
    Files.writeString(pids.resolve("process_supervisor.pid"), "4711\n");
    try (var lock = FileChannel.open(pids.resolve("process_supervisor.lock"), CREATE, WRITE)) {
      lock.lock(1, 1, false);

      assertThat(configured("").run("verify").lines())
          .anyMatch(line -> line.matches("FAIL +supervisor +runs as PID 4711 and does not answer"));
    }
  }
}
