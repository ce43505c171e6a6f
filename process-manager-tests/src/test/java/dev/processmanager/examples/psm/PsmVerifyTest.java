package dev.processmanager.examples.psm;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whether all is as it should be, and what makes it so.
@Timeout(100)
class PsmVerifyTest {

  private static final String REGISTRY = ".live-process-registry.json";

  @TempDir private Path home;

  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(home);
  }

  @AfterEach
  void leave() throws Exception {
    desk.close();
  }

  @Test
  void warnsOfWhatIsMissingAndFailsForWhatIsRequired() throws Exception {
    assertThat(desk.psm("verify").succeeds().out().lines().toList())
        .anyMatch(line -> line.startsWith("PASS registry"))
        .anyMatch(line -> line.equals("PASS lock: free"))
        .anyMatch(line -> line.startsWith("WARN services file"))
        .anyMatch(line -> line.startsWith("WARN coordinator: not registered"))
        .anyMatch(line -> line.startsWith("PASS sessions"));
    desk.services(
        "{\"services\": {\"web\": {\"command\": [\"x\"]},"
            + "\"opt\": {\"command\": [\"x\"], \"required\": false}}}");

    assertThat(desk.psm("verify").fails().out())
        .contains("FAIL service web: not registered", "WARN service opt: not registered");
    desk.psm("register", "web", "" + desk.sleeper().pid(), "global", "x").succeeds();
    assertThat(desk.psm("verify").succeeds().out()).contains("PASS service web");
    assertThat(desk.psm("verify", "--json").json().get(0).get("result").asText()).isEqualTo("PASS");
  }

  @Test
  void warnsOfStaleSessionsAndTouchesThemNot() throws Exception {
    Process owner = desk.sleeper();
    desk.psm("session", "register", "s-1", "" + owner.pid(), "/shop").succeeds();
    assertThat(desk.psm("verify").out()).contains("PASS sessions: 1 open, none stale");
    owner.destroyForcibly().waitFor();

    assertThat(desk.psm("verify").succeeds().out()).contains("WARN sessions: stale: s-1");
    assertThat(desk.psm("verify").succeeds().out()).contains("WARN sessions: stale: s-1");
    desk.psm("status").succeeds();
    assertThat(desk.psm("verify").out()).contains("PASS sessions: 0 open, none stale");
  }

  @Test
  void failsForARegistryOrAFileThatCannotBeUsed() throws Exception {
    desk.psm("register", "web", "" + desk.sleeper().pid(), "global", "x").succeeds();
    desk.services("{\"services\": {\n\"web\": {}}}");
    assertThat(desk.psm("verify").fails().out())
        .contains("FAIL services file", "psm-services.json:2", "needs a command");
    assertThat(desk.psm("up").fails().out()).contains("FAIL services file");
    Files.delete(home.resolve("psm-services.json"));

    Path registry = home.resolve(REGISTRY);
    Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(desk.psm("verify").fails().out()).contains("FAIL registry", "chmod");
    Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(registry, Files.readString(registry).replace("RUNNING", "RUMBLING"));
    assertThat(desk.psm("verify").out()).contains("WARN registry");
  }

  @Test
  void namesWhoHoldsTheLock() throws Exception {
    desk.psm("register", "web", "" + desk.sleeper().pid(), "global", "x").succeeds();
    try (FileChannel lock = FileChannel.open(home.resolve(REGISTRY + ".lock"), WRITE)) {
      assertThat(lock.lock().isValid()).isTrue();
      assertThat(desk.psm("verify").fails().out()).contains("FAIL lock", "is being written by");
    }
  }

  @Test
  void upStartsWhatIsRequiredOnce() throws Exception {
    desk.services("{\"services\": {\"job\": {\"command\": [\"sleep\", \"300\"]}}}");
    assertThat(desk.psm("up", "--every=0.2s").succeeds().out())
        .contains("started coordinator", "PASS coordinator", "PASS service job");
    long coordinator = desk.pid(Coordinator.ID);
    long job = desk.pid("job");

    assertThat(desk.psm("up").succeeds().out()).doesNotContain("started coordinator");
    assertThat(desk.pid(Coordinator.ID)).isEqualTo(coordinator);
    assertThat(desk.pid("job")).isEqualTo(job);

    desk.services(
        "{\"services\": {\"job\": {\"command\": [\"sleep\", \"300\"]},"
            + " \"more\": {\"command\": [\"sleep\", \"300\"]}}}");
    assertThat(desk.psm("up", "--every=0.2s").succeeds().out())
        .contains("started coordinator", "PASS service more");
    assertThat(desk.pid("job")).isEqualTo(job);
  }
}
