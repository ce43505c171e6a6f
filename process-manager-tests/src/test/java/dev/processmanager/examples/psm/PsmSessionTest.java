package dev.processmanager.examples.psm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services that end with the session they belong to.
@Timeout(60)
class PsmSessionTest {

  private static final Path EXAMPLES =
      Path.of("../process-manager-examples").toAbsolutePath().normalize();

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
  void cleanupTellsHowManyItHasForgottenAndEnded() throws Exception {
    Process db = begin();
    desk.psm("session", "cleanup", "other").succeeds();
    assertThat(db.isAlive()).isTrue();
    Process dead = desk.sleeper();
    desk.psm("register", "dead", pid(dead), "per-session", "x", "--session=s-1").succeeds();
    dead.destroyForcibly().waitFor();

    JsonNode cleaned = desk.psm("session", "cleanup", "s-1").succeeds().json();
    assertThat(cleaned.toString()).isEqualTo("{\"cleaned\":2,\"terminated\":1}");
    assertThat(db.waitFor(10, SECONDS)).isTrue();
    assertThat(desk.psm("export").json().get("sessions")).isEmpty();
    assertThat(desk.psm("session", "cleanup", "s-1").succeeds().json().toString())
        .isEqualTo("{\"cleaned\":0,\"terminated\":0}");
  }

  @Test
  void aSessionWhoseOwnerWasKilledIsCleanedByTheNextOfAnyone() throws Exception {
    Process owner = desk.sleeper();
    desk.psm("session", "register", "s-1", pid(owner), "/shop").succeeds();
    desk.environment.put(World.SESSION, "s-1");
    Process db = desk.sleeper();
    desk.psm("register", "db", pid(db), "per-session", "db.sh").succeeds();
    desk.psm("is-running", "db").succeeds();
    desk.environment.remove(World.SESSION);
    owner.destroyForcibly().waitFor();

    assertThat(desk.psm("status").succeeds().out()).doesNotContain("db");
    assertThat(db.waitFor(10, SECONDS)).isTrue();
    assertThat(desk.psm("export").json().get("sessions")).isEmpty();
  }

  @Test
  void aSessionThatNobodyHasBegunIsWarnedOf() throws Exception {
    String pid = pid(desk.sleeper());
    assertThat(desk.psm("register", "db", pid, "per-session", "x", "--session=s-2").err())
        .contains("nobody has begun session:s-2");
    assertThat(desk.psm("session", "register", "s-1", "4000000", "/shop").fails().err())
        .contains("has ended");
  }

  /// By its script, in a terminal where somebody types Ctrl+C: that is for the command. A shell
  /// between the two would end by it as well.
  @Test
  void withSessionRunsACommandInTheForegroundOfItsTerminal() throws Exception {
    String command =
        """
        test -t 0 && test -t 1 && echo "terminal of $PSM_SESSION_ID in $PSM_PROJECT"
        sh -c 'trap "" TERM; while :; do sleep 0.05; done' & stubborn=$!
        %s register stubborn $stubborn per-session stubborn.sh
        trap 'echo interrupted; exit 7' INT
        echo "ready $stubborn"
        while :; do sleep 0.05; done
        """
            .formatted(String.join(" ", desk.program()));
    Path file = Files.writeString(home.resolve("command.sh"), command);
    String psm = EXAMPLES.resolve("bin/psm").toString();
    Process terminal =
        desk.start(
            List.of(
                "script",
                "-qec",
                "exec " + psm + " with-session --project /shop -- sh " + file,
                "/dev/null"));
    await().atMost(Duration.ofSeconds(30)).until(() -> desk.output().contains("ready"));
    long stubborn = desk.pid("stubborn");
    assertThat(stubborn).isPositive();
    terminal.getOutputStream().write(3);
    terminal.getOutputStream().flush();

    assertThat(terminal.waitFor(30, SECONDS)).isTrue();
    assertThat(terminal.exitValue()).as(desk.output()).isEqualTo(7);
    assertThat(desk.output())
        .containsPattern("terminal of psm-\\w+ in /shop")
        .contains("interrupted");
    assertThat(desk.isAlive(stubborn)).isFalse();
    assertThat(desk.psm("export").json().get("sessions")).isEmpty();
    assertThat(desk.service("stubborn")).isEmpty();
  }

  /// The terminal has told the command of it already, once.
  @Test
  void withSessionLeavesCtrlCToTheCommandThoughItsOutputGoesElsewhere() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("command.sh"),
            """
            trap 'count=$((count + 1))' INT
            echo ready
            while [ "$count" = "" ]; do sleep 0.05; done
            sleep 0.3
            echo "interrupted $count times"
            """);
    Path log = home.resolve("log");
    String psm = "exec %s with-session -- sh %s > %s";
    Process terminal =
        desk.start(
            List.of(
                "script",
                "-qec",
                psm.formatted(String.join(" ", desk.program()), file, log),
                "/dev/null"));
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(log).contains("ready"));
    terminal.getOutputStream().write(3);
    terminal.getOutputStream().flush();

    assertThat(terminal.waitFor(30, SECONDS)).isTrue();
    assertThat(log).hasContent("ready\ninterrupted 1 times");
  }

  /// A service that has left the tree of the command ends with the session all the same.
  @Test
  void withSessionEndsItsServicesOnTerm() throws Exception {
    Process host = withSession("trap 'exit 9' TERM");
    long service = outsider();
    Desk.signal("TERM", host.pid());

    assertThat(host.waitFor(30, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(desk.output()).isEqualTo(9);
    await().until(() -> !desk.isAlive(service));
    assertThat(desk.psm("export").json().get("sessions")).isEmpty();
    assertThat(desk.service("outsider")).isEmpty();
  }

  @Test
  void withSessionLeavesNothingThatTheNextDoesNotCleanWhenItIsKilled() throws Exception {
    Process host = withSession("trap 'exit 9' INT");
    long service = outsider();
    long command = desk.pid("command");
    host.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(10)).until(() -> !desk.isAlive(command));

    assertThat(desk.psm("status").succeeds().out()).doesNotContain("outsider");
    await().until(() -> !desk.isAlive(service));
  }

  @Test
  void withSessionHandsOverTheExitCodeAndWhatTheCommandIsTold() throws Exception {
    Process host =
        desk.start(desk.program("with-session", "sh", "-c", "echo \"$0 $1\"; exit 5", "-x", "--y"));

    assertThat(host.waitFor(30, SECONDS)).isTrue();
    assertThat(host.exitValue()).isEqualTo(5);
    assertThat(desk.output()).isEqualTo("-x --y\n");
    var missing = desk.psm("with-session", "--", "no-such-program");
    assertThat(missing.code()).isEqualTo(127);
    assertThat(missing.err()).contains("no-such-program");
  }

  private Process withSession(String trap) throws Exception {
    Process host =
        desk.start(
            desk.program(
                "with-session",
                "--",
                "sh",
                "-c",
                trap + "; echo \"$PSM_SESSION_ID.\"; while :; do sleep 0.05; done"));
    await().atMost(Duration.ofSeconds(30)).until(() -> desk.output().endsWith(".\n"));
    return host;
  }

  /// A service of that session which is no child of its command.
  private long outsider() throws Exception {
    String session = desk.output().strip().replace(".", "");
    long pid = new ProcessBuilder("sleep", "300").start().pid();
    desk.psm("register", "outsider", "" + pid, "per-session", "x", "--session=" + session)
        .succeeds();
    return pid;
  }

  private Process begin() throws Exception {
    Process owner = desk.sleeper();
    desk.psm("session", "register", "s-1", pid(owner), "/shop").succeeds();
    Process db = desk.sleeper();
    desk.psm("register", "db", pid(db), "per-session", "db.sh", "--session=s-1").succeeds();
    return db;
  }

  private static String pid(Process process) {
    return String.valueOf(process.pid());
  }
}
