package dev.processmanager.examples;

import static dev.processmanager.examples.Programs.awaitLine;
import static dev.processmanager.examples.Programs.builder;
import static dev.processmanager.examples.Programs.signal;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The orchestrator as a user runs it.
class OrchestratorIT {

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void stagesPrefixesAndEndsCleanlyOnCtrlC() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output);
    awaitLine(output, "\\[SCRAPER\\] scraper has done item 1");
    awaitLine(output, "\\[OVERLAY\\] overlay has done item 1");
    List<ProcessHandle> children = host.children().toList();
    assertThat(children).as("two programs and a guardian").hasSize(3);
    signal(host.pid(), "INT");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isZero();
    List<String> lines = Files.readAllLines(output);
    assertThat(lines)
        .anyMatch(
            line ->
                children.stream()
                    .anyMatch(child -> line.endsWith(" scraper runs as PID " + child.pid())))
        .anyMatch(line -> line.equals("[SCRAPER] scraper saves its work"))
        .anyMatch(line -> line.equals("[OVERLAY] overlay saves its work"))
        .anyMatch(line -> line.matches(".*  PROGRAM +STATE +EXIT +RUNS +RESTARTS +UPTIME"))
        .anyMatch(
            line ->
                line.matches(".*  scraper  STOPPED  (exit code 143|signal SIGTERM) +1 +0  \\d+s"))
        .last()
        .asString()
        .endsWith("Shutdown complete");
    assertThat(index(lines, "[SCRAPER]")).isLessThan(index(lines, "overlay runs as PID"));
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void endsCleanlyOnTerm() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output);
    awaitLine(output, "\\[OVERLAY\\] .*");
    signal(host.pid(), "TERM");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isZero();
  }

  @Test
  void reportsACrashAndKeepsTheOther() throws Exception {
    Path output = directory.resolve("out");
    Process host =
        launch(
            output, "--scraper=echo up; exec sleep 1000", "--overlay=echo up; sleep 0.2; exit 7");
    awaitLine(output, ".*overlay CRASHED: exit code 7");
    assertThat(host.isAlive()).isTrue();
    assertThat(Files.readString(output)).doesNotContain("scraper CRASHED");
    signal(host.pid(), "INT");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat(host.exitValue()).isZero();
  }

  @Test
  void namesTheSignalOfACrash() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--scraper=echo up; kill -SEGV $$", "--overlay=exec sleep 1000");
    awaitLine(output, ".*scraper CRASHED: signal SIGSEGV.*");
    signal(host.pid(), "INT");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
  }

  @Test
  void restartsAfterTwoSeconds() throws Exception {
    Path output = directory.resolve("out");
    Process host =
        launch(
            output,
            "--restart",
            "--scraper=echo run $$; exec sleep 1000",
            "--overlay=echo run $$; sleep 0.1; exit 7");
    awaitLine(output, ".*overlay restarts in 2 s");
    await()
        .atMost(20, SECONDS)
        .until(
            () ->
                Files.readAllLines(output).stream()
                        .filter(l -> l.startsWith("[OVERLAY] run"))
                        .count()
                    >= 2);
    signal(host.pid(), "INT");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat(host.exitValue()).isZero();
    assertThat(Files.readAllLines(output))
        .anyMatch(
            line -> line.matches(".*  overlay  \\w+ +(exit code|signal) .* +[2-9] +[1-9]  \\d+s"))
        .anyMatch(line -> line.matches(".*  scraper  STOPPED +signal SIGTERM +1 +0  [1-9]\\d*s"));
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--rstart");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat(host.exitValue()).isEqualTo(2);
    assertThat(Files.readString(output)).startsWith("Unknown option: '--rstart'");
  }

  @Test
  void coloursPrefixesOnATerminalUnlessToldNotTo() throws Exception {
    Path coloured = directory.resolve("coloured");
    Path plain = directory.resolve("plain");
    ProcessBuilder withoutColours = onTerminal(plain);
    withoutColours.environment().put("NO_COLOR", "1");
    List<Process> hosts = List.of(programs.run(onTerminal(coloured)), programs.run(withoutColours));

    for (Process host : hosts) {
      assertThat(host.waitFor(30, SECONDS)).isTrue();
    }
    assertThat(Files.readAllLines(coloured))
        .anyMatch(line -> line.matches("\u001b\\[36m\\[SCRAPER][^ ]* up"))
        .anyMatch(line -> line.matches("\u001b\\[35m\\[OVERLAY][^ ]* up"));
    assertThat(Files.readAllLines(plain))
        .contains("[SCRAPER] up", "[OVERLAY] up")
        .noneMatch(line -> line.contains("\u001b"));
  }

  private static ProcessBuilder onTerminal(Path output) {
    ProcessBuilder builder =
        builder(
            output,
            "python3",
            "-c",
            "import pty, sys; pty.spawn(sys.argv[1:])",
            Programs.EXAMPLES.resolve("launch.sh").toString(),
            "--scraper=echo up",
            "--overlay=echo up");
    builder.environment().remove("NO_COLOR");
    return builder;
  }

  @Test
  void forcesAfterFiveSecondsAndASecondCtrlCForcesAtOnce() throws Exception {
    Path patient = directory.resolve("patient");
    Path impatient = directory.resolve("impatient");
    String stubborn = "trap '' TERM; echo up; while :; do sleep 0.05; done";
    String[] programs = {"--scraper=" + stubborn, "--overlay=" + stubborn};
    Process asked = launch(patient, programs);
    Process askedTwice = launch(impatient, programs);
    awaitLine(patient, "\\[OVERLAY\\] up");
    awaitLine(impatient, "\\[OVERLAY\\] up");
    long begin = System.nanoTime();
    signal(asked.pid(), "INT");
    signal(askedTwice.pid(), "INT");
    awaitLine(impatient, ".*Stopping.*");
    assertThat(askedTwice.waitFor(1, SECONDS)).isFalse();
    long again = System.nanoTime();
    signal(askedTwice.pid(), "INT");

    assertThat(askedTwice.waitFor(20, SECONDS)).isTrue();
    assertThat(secondsSince(again)).isLessThan(3.5);
    assertThat(Files.readString(impatient)).contains("Forcing", "signal SIGKILL");
    assertThat(asked.waitFor(20, SECONDS)).isTrue();
    assertThat(secondsSince(begin)).isBetween(4.9, 20.0);
    assertThat(Files.readString(patient)).contains("signal SIGKILL").doesNotContain("Forcing");
    assertThat(List.of(asked.exitValue(), askedTwice.exitValue())).containsOnly(0);
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void failsWhenAProgramFails() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--scraper=exit 3", "--overlay=exit 0");

    assertThat(host.waitFor(30, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isEqualTo(1);
    assertThat(Files.readString(output)).contains("Shutdown complete");
  }

  @Test
  void succeedsWhenBothProgramsDo() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--scraper=echo up", "--overlay=exit 0");

    assertThat(host.waitFor(30, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isZero();
  }

  private Process launch(Path output, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    // Whatever ignores signals among our own ancestors, the host must not.
    command.addAll(List.of("env", "--default-signal=INT,TERM"));
    command.add(Programs.EXAMPLES.resolve("launch.sh").toString());
    command.addAll(List.of(arguments));
    return programs.run(output, command.toArray(String[]::new));
  }

  private static int index(List<String> lines, String part) {
    return (int) lines.stream().takeWhile(line -> !line.contains(part)).count();
  }
}
