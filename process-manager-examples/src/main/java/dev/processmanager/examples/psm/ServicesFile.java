package dev.processmanager.examples.psm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The services that a coordinator keeps alive.
///
/// @param services what they are, by name
record ServicesFile(Map<String, ServiceDefinition> services) {

  ServicesFile {
    services = services == null ? Map.of() : new TreeMap<>(services);
  }

  /// No file means no services.
  static ServicesFile read(Path file) {
    return Files.exists(file) ? Json.read(file, ServicesFile.class) : new ServicesFile(Map.of());
  }
}
