package dev.processmanager.examples.pctl;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// The docker of this machine.
record Docker(ProcessManager pm) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// {@return what `docker ps -a` gives}
  ///
  /// @param options what else it is told
  /// @throws PctlException if there is no docker
  ProcessResult containers(String... options) {
    var argv = new ArrayList<>(List.of("docker", "ps", "-a"));
    argv.addAll(List.of(options));
    try {
      return pm.runCli(Command.of(argv).timeout(LIMIT)).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof LaunchException) {
        throw new PctlException("docker is not installed, or not on the PATH");
      }
      throw failure;
    }
  }
}
