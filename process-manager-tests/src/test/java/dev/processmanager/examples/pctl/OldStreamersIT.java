package dev.processmanager.examples.pctl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.Programs;
import dev.processmanager.examples.pctl.PctlRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What pctl finds when it comes after one that only noted PIDs, and what it asks of docker.
@Timeout(60)
class OldStreamersIT {

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  private PctlRun pctl;

  @BeforeEach
  void begin() throws Exception {
    pctl = new PctlRun(directory, programs);
    Files.createDirectory(pctl.home());
  }

  @AfterEach
  void end() throws Exception {
    pctl.endStreamers();
  }

  @Test
  void whoIsProvenIsAdoptedOnceAndAllOthersAreReportedAndLeftAlone() throws Exception {
    Path script = directory.resolve("elk_streamer.sh");
    Files.writeString(script, "sleep 100\nexit 1\n");
    Process proven = sh(script.toString(), "--profile", "myenv");
    Process stranger = sh("-c", "sleep 101; exit 1", "backup");
    Process later = sh(script.toString(), "--profile", "later");
    Process gone = sh("-c", "exit 0");
    assertThat(gone.waitFor(20, SECONDS)).isTrue();
    Path old = pctl.home().resolve("streamers.json");
    String noted =
        "{\"myenv\": %d, \"backup\": %d, \"gone\": %d, \"odd\": \"x\"}"
            .formatted(proven.pid(), stranger.pid(), gone.pid());
    Files.writeString(old, noted);

    Result first = pctl.run("elk", "list");
    assertThat(first.output())
        .contains("adopted: myenv (PID " + proven.pid() + ")")
        .contains("not adopted: backup (PID " + stranger.pid() + "): UNKNOWN, its command line")
        .contains("not adopted: gone (PID " + gone.pid() + "): DEAD, it has ended")
        .contains("not adopted: odd: \"x\" is no process")
        .containsPattern("(?m)^myenv +RUNNING +" + proven.pid() + " ");
    assertThat(old).doesNotExist();
    assertThat(backups("imported")).singleElement().satisfies(b -> assertThat(b).hasContent(noted));

    Files.writeString(old, "{\"later\": %d}".formatted(later.pid()));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
    assertThat(pctl.run("elk", "list").output())
        .contains("not adopted: later (PID " + later.pid() + "): REUSED, its number belongs")
        .doesNotContainPattern("(?m)^later ");

    Files.writeString(old, "{\"myenv\": 1");
    assertThat(pctl.run("elk", "stop", "myenv").output())
        .contains("streamers.json cannot be read and is kept as")
        .contains("elk-streamer-myenv is stopped");
    Files.writeString(old, "[4711]");
    assertThat(pctl.run("elk", "list").output()).contains("streamers.json cannot be read and is");
    assertThat(backups("unreadable")).hasSize(2);
    assertThat(proven.waitFor(20, SECONDS)).isTrue();
    assertThat(List.of(stranger, later)).allMatch(Process::isAlive);
  }

  @Test
  void dockerIsAskedForAllContainersAndItsAbsenceIsOneClearLine() throws Exception {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    pctl.path(bin.toString());
    Result absent = pctl.run("ps");
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.output()).isEqualTo("pctl: docker is not installed, or not on the PATH\n");

    Path argv = directory.resolve("argv");
    Path docker = bin.resolve("docker");
    Files.writeString(
        docker,
        "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > " + argv + "\necho CONTAINER ID\nexit $#\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
    pctl.path(bin + ":/usr/bin:/bin");
    Result listed = pctl.command("ps");
    assertThat(Files.readAllLines(argv)).containsExactly(docker.toString(), "ps", "-a");
    assertThat(listed.output()).isEqualTo("CONTAINER ID\n");
    assertThat(listed.code()).as("docker has failed").isEqualTo(1);
  }

  private Process sh(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(arguments));
    command.addFirst("sh");
    return programs.run(directory.resolve("sh-output"), command.toArray(String[]::new));
  }

  private List<Path> backups(String why) throws Exception {
    try (var files = Files.list(pctl.home())) {
      return files.filter(f -> f.toString().contains("streamers.json." + why + "-")).toList();
    }
  }
}
