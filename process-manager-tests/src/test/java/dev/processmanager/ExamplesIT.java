package dev.processmanager;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The examples as a user runs them: as programs of their own.
class ExamplesIT {

  @TempDir Path directory;
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void quickstartShowsAServerKilledAndRestartedAndLeavesNothing() throws Exception {
    Path output = directory.resolve("out");
    Process quickstart =
        programs.run(
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
  void theLauncherSaysThatJavaIsMissing() throws Exception {
    Path output = directory.resolve("out");
    Path tools = Files.createDirectory(directory.resolve("bin"));
    for (String tool : List.of("dirname", "sed", "cat")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    var builder =
        Programs.builder(output, "/bin/sh", Programs.EXAMPLES.resolve("launch.sh").toString());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_DIRECTORIES", directory.toString());
    builder.environment().remove("JAVA_HOME");
    Process launcher = programs.run(builder);

    assertThat(launcher.waitFor(20, SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output)).startsWith("Java 25 or newer is needed");
  }
}
