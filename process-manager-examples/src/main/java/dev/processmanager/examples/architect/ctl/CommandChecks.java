package dev.processmanager.examples.architect.ctl;

import dev.processmanager.examples.architect.config.ServiceSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the program of a service can be started where it is to run.
final class CommandChecks {

  private CommandChecks() {}

  static List<Finding> of(ServiceSettings service) {
    Path directory = service.run().directory();
    String program = service.run().argv().getFirst();
    if (!Files.isDirectory(directory)) {
      return List.of(problem(service, "its working_directory " + directory + " is not there"));
    }
    return List.of(
        find(program, directory, path(service))
            .map(found -> Finding.pass(service.id(), "runs " + found))
            .orElseGet(() -> problem(service, "its command " + program + " is not there")));
  }

  /// Whoever is not enabled is not missed.
  private static Finding problem(ServiceSettings service, String message) {
    return service.enabled()
        ? Finding.fail(service.id(), message)
        : Finding.warn(service.id(), message + "; it is not enabled");
  }

  private static String path(ServiceSettings service) {
    String own = service.run().environment().get("PATH");
    return own != null ? own : Optional.ofNullable(System.getenv("PATH")).orElse("");
  }

  private static Optional<Path> find(String program, Path directory, String path) {
    Stream<Path> candidates =
        program.contains("/")
            ? Stream.of(directory.resolve(program))
            : Arrays.stream(path.split(File.pathSeparator))
                .map(Path::of)
                .map(dir -> dir.resolve(program));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
