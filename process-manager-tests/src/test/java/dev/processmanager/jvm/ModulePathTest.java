package dev.processmanager.jvm;

import static dev.processmanager.jvm.JavaSources.JAVA;
import static dev.processmanager.jvm.JavaSources.home;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.command.Engine;
import dev.processmanager.os.NativeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.simple.SimpleLogger;

/// An application whose module requires that of the library and nothing else, opens nothing, and
/// does one of everything.
@Timeout(60)
class ModulePathTest {

  private static final List<Path> LIBRARIES =
      List.of(home(JvmOptions.class), home(LoggerFactory.class), home(SimpleLogger.class));

  private static final String MAIN =
      """
      package app;

      import dev.processmanager.ProcessManager;
      import dev.processmanager.command.Command;
      import dev.processmanager.command.Engine;

      class Main {
        public static void main(String[] engines) {
          for (String engine : engines) {
            try (var pm = ProcessManager.builder().engine(Engine.valueOf(engine)).build()) {
              System.out.println(pm.runCli("echo", "said").join().orThrow().stdout().strip());
              var waits = pm.startCliBackground(Command.of("sleep", "60"), as -> as.id("waits"));
              System.out.println(waits.join().status().state());
              System.out.println(pm.stopProcess("waits").join().complete());
              System.out.println(pm.runJvm(() -> engine + " in " + Main.class.getModule()).join());
            }
          }
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void anApplicationOfModulesRunsAndStartsEverything() throws Exception {
    List<String> engines = new ArrayList<>(List.of(Engine.PORTABLE.name()));
    if (NativeEngine.obstacle().isEmpty()) {
      engines.add(Engine.NATIVE.name());
    }

    String output = run(compiled(), engines);

    assertThat(output.lines())
        .as("what it prints, and no warning of the JDK or the library")
        .containsExactlyElementsOf(
            engines.stream()
                .flatMap(
                    engine ->
                        List.of("said", "RUNNING", "true", engine + " in module app").stream())
                .toList());
  }

  private Path compiled() throws IOException {
    Path classes = directory.resolve("app");
    JavaSources.compile(
        classes,
        List.of("-p", ClassPath.joined(LIBRARIES)),
        Files.writeString(
            directory.resolve("module-info.java"), "module app { requires dev.processmanager; }"),
        Files.writeString(directory.resolve("Main.java"), MAIN));
    return classes;
  }

  private String run(Path classes, List<String> engines) throws Exception {
    List<Path> path = new ArrayList<>(LIBRARIES);
    path.add(classes);
    List<String> command = new ArrayList<>(List.of(JAVA, "-p", ClassPath.joined(path)));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=dev.processmanager");
    command.addAll(List.of("-m", "app/app.Main"));
    command.addAll(engines);
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor(40, SECONDS)).as("%s", said).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said, UTF_8);
  }
}
