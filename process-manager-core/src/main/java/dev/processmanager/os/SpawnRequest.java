package dev.processmanager.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything an engine needs to start one child.
///
/// @param prefix a program by its absolute path, with arguments, that becomes what argv says; empty
///     if there is none
/// @param argv program and arguments
/// @param directory where it runs; the host's own directory if empty
/// @param environment the environment of the child
/// @param stdin what it reads
/// @param stdout where its output goes
public record SpawnRequest(
    List<String> prefix,
    List<String> argv,
    Optional<Path> directory,
    Environment environment,
    Stdin stdin,
    Stdout stdout) {

  SpawnRequest withoutWaiting() {
    return new SpawnRequest(prefix, argv, directory, environment, stdin.withoutWaiting(), stdout);
  }

  SpawnRequest withArgv(List<String> other) {
    return new SpawnRequest(prefix, other, directory, environment, stdin, stdout);
  }

  String program() {
    return argv.getFirst();
  }

  /// What is executed in the end.
  List<String> commandLine() {
    return Stream.concat(prefix.stream(), argv.stream()).toList();
  }

  boolean hasOwnSession() {
    return !(stdout instanceof Stdout.Inherited);
  }
}
