package dev.processmanager.examples.architect.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.architect.http.ArchitectServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

  @TempDir Path directory;

  private ArchitectServer server;
  private Ctl ctl;

  @BeforeEach
  void serve() throws IOException {
    server = ArchitectServer.start(0, new FourServices(), Ctl.TOKEN);
    ctl = new Ctl(directory).configured("");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void autoMakesWhatIsMissingAndAsksNothing() throws IOException {
    ctl.answeredBy(server.port());
    Ctl.Said said = ctl.run("setup", "--auto");

    assertThat(said.lines())
        .allMatch(line -> line.matches("(PASS|WARN)  .*"))
        .anyMatch(line -> line.matches("PASS +directory .*/logs is made"))
        .anyMatch(line -> line.matches("PASS +directory .*/pids is there"))
        .anyMatch(line -> line.matches("PASS +database .*/data/architect.db is ready"))
        .last()
        .asString()
        .matches("PASS +supervisor +runs as PID 4711");
    assertThat(said.code()).isZero();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
        .isEqualTo("rwx------");
  }

  @Test
  void whatFailsIsTheLastStep() throws IOException {
    Files.createFile(directory.resolve("data"));

    Ctl.Said said = ctl.run("setup", "--auto");

    assertThat(said.lines()).last().asString().startsWith("FAIL  directory");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void theMenuTakesNamesAndNumbersUntilSomebodyLeaves() throws IOException {
    ctl.answeredBy(server.port());
    Ctl.Said said = ctl.typing("2\nDatabase\nwhat?\nstatus\n8\nqa\nexit\n1\n", "setup");

    assertThat(said.out())
        .contains("1  full ", "2  directories ", "9  exit ")
        .contains("Your choice: PASS  directory")
        .contains("Your choice: PASS  database")
        .contains("Your choice: 1  full ")
        .contains("Your choice: SERVICE  STATE")
        .contains("Which service? qa line 1\n", "qa line 50\nYour choice: ")
        .endsWith("Your choice: ");
    assertThat(said.code()).isZero();
  }

  @Test
  void theMenuEndsWithItsInputAndSurvivesWhatFails() throws IOException {
    Files.delete(ctl.configuration());

    Ctl.Said said = ctl.typing("directories\nstatus\n", "setup");

    assertThat(said.err()).contains("cannot be read", "There is no configuration");
    assertThat(said.code()).isZero();
  }
}
