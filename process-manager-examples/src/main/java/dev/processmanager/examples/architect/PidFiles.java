package dev.processmanager.examples.architect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Keeps a file `<id>.pid` for each service that runs, for people and scripts. Nothing here relies
/// on them: who is who stands in the registry.
///
/// @param written what the files say
record PidFiles(Path directory, Consumer<String> log, Map<String, Long> written) {

  PidFiles(Path directory, Consumer<String> log) {
    this(directory, log, new ConcurrentHashMap<>());
  }

  /// What is about to come up may be what is to be adopted: then its file is right already.
  void note(ServiceView service) {
    if (service.pid().isPresent() || !service.state().equals("starting")) {
      long now = service.pid().orElse(0);
      Long before = written.put(service.id(), now);
      if (before == null || before != now) {
        replace(directory.resolve(service.id() + ".pid"), service.pid());
      }
    }
  }

  void forget(String id) {
    written.remove(id);
    replace(directory.resolve(id + ".pid"), OptionalLong.empty());
  }

  private void replace(Path file, OptionalLong pid) {
    try {
      if (pid.isPresent()) {
        Atomically.write(file, pid.getAsLong() + "\n");
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      log.accept("The file " + file + " cannot be written: " + failure.getMessage());
    }
  }
}
