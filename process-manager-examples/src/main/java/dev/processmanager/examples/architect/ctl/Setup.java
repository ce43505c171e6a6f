package dev.processmanager.examples.architect.ctl;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.examples.architect.config.Global;
import dev.processmanager.examples.architect.store.SqliteStore;
import dev.processmanager.examples.architect.store.Store;
import dev.processmanager.process.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is to be done before the supervisor runs, step by step; each can be repeated.
record Setup(Path configuration) {

  private static final String ARCHITECT = "dev.processmanager.examples.architect.Architect";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /// Ends with the first step that fails.
  List<Finding> full() {
    List<Finding> findings = new ArrayList<>();
    Stream<Supplier<List<Finding>>> steps =
        Stream.of(this::directories, this::database, this::verify, this::start);
    steps
        .takeWhile(_ -> Finding.exitCode(findings) == ExitCodes.DONE)
        .forEach(step -> findings.addAll(step.get()));
    return findings;
  }

  List<Finding> directories() {
    Global global = Configurations.read(configuration).global();
    return Stream.of(global.logDirectory(), global.pidDirectory(), global.database().getParent())
        .distinct()
        .map(Setup::directory)
        .toList();
  }

  private static Finding directory(Path directory) {
    if (Files.isDirectory(directory)) {
      return Finding.pass("directory", directory + " is there");
    }
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return Finding.pass("directory", directory + " is made");
    } catch (IOException e) {
      return Finding.fail("directory", directory + " cannot be made: " + e);
    }
  }

  List<Finding> database() {
    Path file = Configurations.read(configuration).global().database();
    try (Store store = SqliteStore.open(file)) {
      return List.of(
          store
              .problem()
              .map(problem -> Finding.fail("database", problem))
              .orElseGet(() -> Finding.pass("database", file + " is ready")));
    }
  }

  private List<Finding> verify() {
    return Verification.of(configuration);
  }

  List<Finding> start() {
    DaemonState state = DaemonState.ask(configuration);
    return state.answers() ? List.of(state.finding()) : architect("start", "--daemon");
  }

  List<Finding> stop() {
    return architect("stop", "--stop");
  }

  List<Finding> restart() {
    return Stream.concat(stop().stream(), start().stream()).toList();
  }

  private List<Finding> architect(String step, String option) {
    Command command =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ARCHITECT,
                option,
                "--config",
                configuration.toString())
            .mergeStreams()
            .timeout(LIMIT);
    try (ProcessManager pm = ProcessManager.create()) {
      ProcessResult result = pm.runCli(command).join();
      String words = result.stdout().strip();
      return List.of(result.success() ? Finding.pass(step, words) : Finding.fail(step, words));
    }
  }
}
