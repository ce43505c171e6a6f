package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.ProcessManagerBuilder;
import dev.processmanager.examples.Words;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/// What a command of PSM has to do with: files, variables, streams and signals.
///
/// @param home the files that all share
/// @param environment the variables of the caller
/// @param out where answers go
/// @param err where troubles go
/// @param signals lets something be done when a signal arrives, by its name
record World(
    Home home,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    BiConsumer<String, Runnable> signals) {

  static final String SESSION = "PSM_SESSION_ID";
  static final String PROJECT = "PSM_PROJECT";

  ProcessManagerBuilder builder() {
    return ProcessManager.builder().registryFile(home.registry());
  }

  /// A manager for one command. Whoever comes first ends the sessions whose owners were killed.
  ProcessManager open() {
    ProcessManager pm = builder().build();
    try {
      pm.sessions().endAbandoned().join();
    } catch (CompletionException failure) {
      err.println("psm: an abandoned session cannot be ended: " + Words.of(failure));
    }
    return pm;
  }

  Optional<String> session() {
    return Optional.ofNullable(environment.get(SESSION)).filter(id -> !id.isBlank());
  }

  /// The project that is meant: unless somebody says so, the one of the caller, or its directory.
  Path project(Path said) {
    Path directory = said != null ? said : Path.of(environment.getOrDefault(PROJECT, ""));
    return directory.toAbsolutePath().normalize();
  }
}
