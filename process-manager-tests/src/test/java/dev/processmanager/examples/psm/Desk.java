package dev.processmanager.examples.psm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.processmanager.ProcessManager;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ProcessStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Where somebody works with PSM: a directory of its own, and whatever was started there.
final class Desk {

  private static final ObjectMapper JSON = new ObjectMapper();

  final Path home;
  final Map<String, String> environment = new HashMap<>();

  /// What the commands that run in this JVM do at a signal.
  final Map<String, Runnable> signals = new ConcurrentHashMap<>();

  private final List<Process> started = new ArrayList<>();

  Desk(Path home) {
    this.home = home;
    environment.put(Home.VARIABLE, home.toString());
    environment.put(World.PROJECT, home.resolve("project").toString());
  }

  /// What a command has answered.
  record Answer(int code, String out, String err) {

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException wrong) {
        throw new AssertionError(out, wrong);
      }
    }

    Answer succeeds() {
      assertThat(code).as("%s%s", out, err).isZero();
      return this;
    }

    Answer fails() {
      assertThat(code).as("%s%s", out, err).isEqualTo(1);
      return this;
    }
  }

  /// Runs a command in this JVM.
  Answer psm(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Psm.run(
            arguments,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            signals::put);
    return new Answer(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// A command as a program of its own; faster than by its script.
  List<String> program(String... arguments) {
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Psm.class.getName());
    // Whatever ignores signals among our own ancestors, this must not.
    return Stream.of(Stream.of("env", "--default-signal=INT,TERM"), java, Stream.of(arguments))
        .flatMap(part -> part)
        .toList();
  }

  /// Starts something that is ended with this at the latest; its output goes to a file.
  Process start(List<String> command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  Process sleeper() throws IOException {
    return start(List.of("sleep", "300"));
  }

  String output() throws IOException {
    return Files.readString(home.resolve("output"));
  }

  void services(String json) throws IOException {
    Files.writeString(home.resolve("psm-services.json"), json);
  }

  JsonNode service(String name) {
    for (JsonNode service : psm("health").json().get("details")) {
      if (service.get("name").asText().equals(name)) {
        return service;
      }
    }
    return JSON.createObjectNode();
  }

  String state(String name) {
    return service(name).path("state").asText();
  }

  long pid(String name) {
    return service(name).path("pid").asLong();
  }

  boolean isAlive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException gone) {
      return false;
    }
  }

  static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start().waitFor())
        .isZero();
  }

  /// Ends whoever is registered, the coordinator first, and then what was started here. Whoever
  /// writes down how they have ended has done so, too, when this returns.
  void close() throws Exception {
    try (ProcessManager pm =
        ProcessManager.builder().registryFile(Home.of(environment).registry()).build()) {
      Launch.find(pm).ifPresent(_ -> Launch.stop(pm));
      for (ProcessStatus status : pm.listProcesses().join()) {
        pm.scope(status.scope())
            .stopProcess(status.id(), StopPlan.immediate())
            .exceptionally(_ -> null)
            .join();
      }
    }
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      assertThat(process.waitFor(10, SECONDS)).isTrue();
    }
  }
}
