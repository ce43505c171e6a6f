package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the program of a request the way the child's own shell would, and says precisely why there
/// is none: the operating system has one answer, "no such file", for a missing directory, a missing
/// program and a missing interpreter.
final class Programs {

  /// Where programs are looked for when the environment has no PATH.
  static final String DEFAULT_PATH = "/bin:/usr/bin";

  private static final int MAX_INTERPRETER_LINE = 256;

  /// As the kernel reads it, to which a carriage return is a part of the name.
  private static final Pattern INTERPRETER = Pattern.compile("#![ \t]*(/[^ \t\n\0]*)");

  private Programs() {}

  /// The program's file, and what it needs is there.
  ///
  /// @throws LaunchException if the directory or the program cannot be used
  static Path find(SpawnRequest request) {
    Path found = locate(request);
    checkInterpreter(request, found);
    return found;
  }

  /// The program's file, for who can tell whether it was executed.
  ///
  /// @throws LaunchException if the directory or the program cannot be used
  static Path locate(SpawnRequest request) {
    try {
      request.directory().ifPresent(Programs::checkDirectory);
      return request.program().contains("/") ? inDirectory(request) : onPath(request);
    } catch (InvalidPathException notAPath) {
      throw refused(request.program(), "%s is not a path here: " + notAPath.getReason());
    }
  }

  private static void checkDirectory(Path directory) {
    if (!Files.exists(directory)) {
      throw refused(directory.toString(), "working directory %s does not exist");
    }
    if (!Files.isDirectory(directory)) {
      throw refused(directory.toString(), "working directory %s is not a directory");
    }
    if (!Files.isExecutable(directory)) {
      throw refused(directory.toString(), "working directory %s may not be entered");
    }
  }

  private static Path inDirectory(SpawnRequest request) {
    Path file = request.directory().orElse(Path.of("")).toAbsolutePath().resolve(request.program());
    if (!Files.exists(file)) {
      throw refused(request.program(), "program %s does not exist");
    }
    return checked(request.program(), file);
  }

  private static Path onPath(SpawnRequest request) {
    String path = request.environment().value("PATH").orElse(DEFAULT_PATH);
    Path base = request.directory().orElse(Path.of("")).toAbsolutePath();
    Supplier<Stream<Path>> candidates =
        () ->
            Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> base.resolve(directory).resolve(request.program()))
                .filter(Files::isRegularFile);
    return candidates
        .get()
        .filter(Files::isExecutable)
        .findFirst()
        .or(() -> candidates.get().findFirst().map(file -> checked(request.program(), file)))
        .orElseThrow(
            () -> refused(request.program(), "program %s is not on the PATH (" + path + ")"));
  }

  private static Path checked(String program, Path file) {
    if (Files.isDirectory(file)) {
      throw refused(program, "program %s is a directory");
    }
    if (!Files.isExecutable(file)) {
      throw refused(program, "program %s may not be executed: " + file);
    }
    return file;
  }

  /// @throws LaunchException if the file is a script whose interpreter cannot be executed
  static void checkInterpreter(SpawnRequest request, Path file) {
    interpreterOf(file)
        .filter(interpreter -> !Files.isExecutable(interpreter))
        .ifPresent(
            useless -> {
              String why = Files.exists(useless) ? "may not be executed" : "does not exist";
              String name = useless.toString().replace("\r", "\\r");
              throw refused(request.program(), "script %s needs " + name + ", which " + why);
            });
  }

  private static Optional<Path> interpreterOf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(MAX_INTERPRETER_LINE), StandardCharsets.ISO_8859_1);
      Matcher line = INTERPRETER.matcher(head);
      return line.lookingAt() ? Optional.of(Path.of(line.group(1))) : Optional.empty();
    } catch (IOException executableButNotReadable) {
      return Optional.empty();
    }
  }

  private static LaunchException refused(String subject, String format) {
    String message = "Cannot launch: " + format.replace("%s", "\"" + subject + "\"");
    return new LaunchException(subject, true, message, null);
  }
}
