package dev.processmanager.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Examples as a user runs them: as programs of their own. Ends with each test what is left of
/// them.
public final class Programs implements AfterEachCallback {

  /// Where the examples are.
  public static final Path EXAMPLES =
      Path.of("../process-manager-examples").toAbsolutePath().normalize();

  private final List<Process> started = new ArrayList<>();

  /// Starts a program whose output goes to a file.
  public Process run(Path output, String... command) throws IOException {
    return run(builder(output, command));
  }

  /// Starts a class of the tests in a JVM of its own, whose output goes to a file.
  public Process java(Path output, Class<?> program, String... options) throws IOException {
    var command = new ArrayList<>(List.of(options));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    return run(output, command.toArray(String[]::new));
  }

  /// Starts a program.
  public Process run(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /// What can start a program with the Java of the tests.
  public static ProcessBuilder builder(Path output, String... command) {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /// Waits for a line that matches.
  public static void awaitLine(Path output, String regex) {
    await()
        .atMost(30, SECONDS)
        .untilAsserted(
            () -> assertThat(Files.readAllLines(output)).anyMatch(line -> line.matches(regex)));
  }

  /// Sends a signal to one process.
  public static void signal(long pid, String name) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    started.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
    started.clear();
  }
}
