package dev.processmanager.examples.pctl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.processmanager.examples.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Calls pctl, with a home of its own.
final class PctlRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  record Result(int code, String output) {}

  private final Path directory;
  private final Programs programs;
  private final Map<String, String> environment = new HashMap<>();
  private int calls;

  PctlRun(Path directory, Programs programs) {
    this.directory = directory;
    this.programs = programs;
    environment.put("PCTL_HOME", home().toString());
  }

  Path home() {
    return directory.resolve(".pctl");
  }

  void path(String directories) {
    environment.put("PATH", directories);
  }

  /// Calls it by the command that users have.
  Result command(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(arguments));
    command.addFirst(Programs.EXAMPLES.resolve("bin").resolve("pctl").toString());
    return result(command);
  }

  Result run(String... arguments) throws Exception {
    return result(java(arguments));
  }

  private Result result(List<String> command) throws Exception {
    Path output = directory.resolve("call-" + calls++);
    Process call = begin(output, command);
    assertThat(call.waitFor(40, SECONDS)).isTrue();
    return new Result(call.exitValue(), Files.readString(output));
  }

  Process begin(Path output, String... arguments) throws IOException {
    return begin(output, java(arguments));
  }

  private Process begin(Path output, List<String> command) throws IOException {
    ProcessBuilder builder = Programs.builder(output, command.toArray(String[]::new));
    builder.environment().putAll(environment);
    return programs.run(builder);
  }

  private static List<String> java(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Pctl.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  JsonNode json(String... arguments) throws Exception {
    return JSON.readTree(run(arguments).output());
  }

  /// What the registry knows of somebody.
  JsonNode registered(String id) throws IOException {
    JsonNode registry = JSON.readTree(Files.readString(home().resolve("processes.json")));
    return registry.findParents("id").stream()
        .filter(entry -> entry.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /// Ends who is left, by the numbers that the registry has.
  void endStreamers() throws IOException {
    Path registry = home().resolve("processes.json");
    if (Files.exists(registry)) {
      JSON.readTree(Files.readString(registry)).findParents("process").stream()
          .map(entry -> entry.get("process").get("pid").asLong())
          .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
  }
}
