package dev.processmanager;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples as a user runs them: as programs of their own.
class ExamplesIT {

  private static final Path EXAMPLES =
      Path.of("../process-manager-examples").toAbsolutePath().normalize();

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }

  @Test
  void quickstartShowsAServerKilledAndRestartedAndLeavesNothing() throws Exception {
    Path output = directory.resolve("out");
    Process quickstart =
        run(
            output,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.processmanager.examples.Quickstart");

    assertThat(quickstart.waitFor(60, SECONDS)).isTrue();
    assertThat(quickstart.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readAllLines(output))
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  .*"))
        .anyMatch(line -> line.endsWith("| apple"))
        .anyMatch(line -> line.contains("signal SIGKILL"))
        .anyMatch(line -> line.matches(".*web-server +RUNNING +HEALTHY +\\d+ +2 +1 .*"))
        .anyMatch(line -> line.matches(".*web-server +STOPPED +- +- +2 +1 .*"))
        .last()
        .asString()
        .contains("nothing is left behind");
  }

  @Test
  void orchestratorStagesPrefixesAndEndsCleanlyOnCtrlC() throws Exception {
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
        .last()
        .asString()
        .endsWith("Shutdown complete");
    assertThat(index(lines, "[SCRAPER]")).isLessThan(index(lines, "overlay runs as PID"));
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void orchestratorEndsCleanlyOnTerm() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output);
    awaitLine(output, "\\[OVERLAY\\] .*");
    signal(host.pid(), "TERM");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isZero();
  }

  @Test
  void orchestratorReportsACrashAndKeepsTheOther() throws Exception {
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
  void orchestratorNamesTheSignalOfACrash() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--scraper=echo up; kill -SEGV $$", "--overlay=exec sleep 1000");
    awaitLine(output, ".*scraper CRASHED: signal SIGSEGV.*");
    signal(host.pid(), "INT");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
  }

  @Test
  void orchestratorRestartsAfterTwoSeconds() throws Exception {
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
  }

  @Test
  void orchestratorForcesAfterFiveSecondsAndASecondCtrlCForcesAtOnce() throws Exception {
    Path output = directory.resolve("out");
    String stubborn = "trap '' TERM; echo up; while :; do sleep 0.05; done";
    Process host = launch(output, "--scraper=" + stubborn, "--overlay=" + stubborn);
    awaitLine(output, "\\[OVERLAY\\] up");
    signal(host.pid(), "INT");
    awaitLine(output, ".*Stopping.*");
    assertThat(host.waitFor(1, SECONDS)).isFalse();
    long begin = System.nanoTime();
    signal(host.pid(), "INT");

    assertThat(host.waitFor(20, SECONDS)).isTrue();
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(3.5);
    assertThat(host.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("Forcing", "signal SIGKILL", "Shutdown complete");
  }

  @Test
  void orchestratorFailsWhenAProgramFails() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--scraper=exit 3", "--overlay=exit 0");

    assertThat(host.waitFor(30, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isEqualTo(1);
    assertThat(Files.readString(output)).contains("Shutdown complete");
  }

  @Test
  void orchestratorSucceedsWhenBothProgramsDo() throws Exception {
    Path output = directory.resolve("out");
    Process host = launch(output, "--scraper=echo up", "--overlay=exit 0");

    assertThat(host.waitFor(30, SECONDS)).isTrue();
    assertThat(host.exitValue()).as(Files.readString(output)).isZero();
  }

  @Test
  void theLauncherSaysThatJavaIsMissing() throws Exception {
    Path output = directory.resolve("out");
    Path tools = Files.createDirectory(directory.resolve("bin"));
    for (String tool : List.of("dirname", "sed", "cat")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    var builder = builder(output, "/bin/sh", EXAMPLES.resolve("launch.sh").toString());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_DIRECTORIES", directory.toString());
    builder.environment().remove("JAVA_HOME");
    Process launcher = started(builder);

    assertThat(launcher.waitFor(20, SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output)).startsWith("Java 25 or newer is needed");
  }

  private Process launch(Path output, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    // Whatever ignores signals among our own ancestors, the host must not.
    command.addAll(List.of("env", "--default-signal=INT,TERM"));
    command.add(EXAMPLES.resolve("launch.sh").toString());
    command.addAll(List.of(arguments));
    return run(output, command.toArray(String[]::new));
  }

  private Process run(Path output, String... command) throws IOException {
    return started(builder(output, command));
  }

  private Process started(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static ProcessBuilder builder(Path output, String... command) {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private static void awaitLine(Path output, String regex) {
    await()
        .atMost(30, SECONDS)
        .untilAsserted(
            () -> assertThat(Files.readAllLines(output)).anyMatch(line -> line.matches(regex)));
  }

  private static int index(List<String> lines, String part) {
    return (int) lines.stream().takeWhile(line -> !line.contains(part)).count();
  }

  private static void signal(long pid, String name) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start();
    assertThat(kill.waitFor()).isZero();
  }
}
