package dev.processmanager.command;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.TestEngine;
import dev.processmanager.os.Prints;
import dev.processmanager.os.Spawner;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A host that starts detached processes and is gone at once. All that is left of it are their
/// fingerprints.
final class FirstHost {

  private FirstHost() {}

  /// What it is to start.
  ///
  /// @param name also that of the directory in which it runs
  record Start(String name, boolean hasExitFile, String script) {}

  static Map<String, Fingerprint> run(
      TestEngine engine, Path directory, String mark, List<Start> starts)
      throws IOException, InterruptedException {
    var argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FirstHost.class.getName(),
                engine.name(),
                directory.toString(),
                mark));
    for (Start start : starts) {
      Files.createDirectories(directory.resolve(start.name));
      argv.addAll(List.of(start.name, Boolean.toString(start.hasExitFile), start.script));
    }
    Path output = directory.resolve("first-host");
    Process host =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!host.waitFor(40, SECONDS) || host.exitValue() != 0) {
      throw new AssertionError("the first host: " + Files.readString(output));
    }
    var prints = new LinkedHashMap<String, Fingerprint>();
    for (String line : Files.readAllLines(output)) {
      String[] parts = line.split(" ", 2);
      prints.put(parts[0], Prints.parse(parts[1]));
    }
    return prints;
  }

  static void main(String[] args) {
    Spawner engine = TestEngine.valueOf(args[0]).spawner();
    for (int i = 3; i < args.length; i += 3) {
      Path directory = Path.of(args[1], args[i]);
      var context =
          new Detached(
              engine, directory, args[2] + "-" + args[i], Boolean.parseBoolean(args[i + 1]));
      Execution run = context.launch(Command.shell(args[i + 2]).in(directory));
      var process = (Identity.OfProcess) run.identity();
      Fingerprint print = engine.fingerprints().of(process, context.cookie());
      System.out.println(args[i] + " " + Prints.text(print));
    }
    Runtime.getRuntime().halt(0);
  }
}
