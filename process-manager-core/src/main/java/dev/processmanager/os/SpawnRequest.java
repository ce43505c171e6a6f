package dev.processmanager.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything an engine needs to start one child.
///
/// @param argv program and arguments
/// @param directory where it runs; the host's own directory if empty
/// @param environment the environment of the child
/// @param stdin what it reads
/// @param mergeStreams whether standard error goes where standard output goes
/// @param receiver takes the output
public record SpawnRequest(
    List<String> argv,
    Optional<Path> directory,
    Environment environment,
    Stdin stdin,
    boolean mergeStreams,
    Receiver receiver) {

  SpawnRequest withoutWaiting() {
    return new SpawnRequest(
        argv, directory, environment, stdin.withoutWaiting(), mergeStreams, receiver);
  }

  SpawnRequest withArgv(List<String> other) {
    return new SpawnRequest(other, directory, environment, stdin, mergeStreams, receiver);
  }

  String program() {
    return argv.getFirst();
  }
}
