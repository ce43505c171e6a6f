package dev.processmanager.examples.psm;

import java.nio.file.Path;
import java.util.Map;

/// Where the files are that all who use PSM share: by default the user's home directory.
///
/// @param directory the directory
record Home(Path directory) {

  static final String VARIABLE = "PSM_HOME";

  static Home of(Map<String, String> environment) {
    String said = environment.getOrDefault(VARIABLE, "");
    return new Home(
        Path.of(said.isBlank() ? System.getProperty("user.home") : said)
            .toAbsolutePath()
            .normalize());
  }

  Path registry() {
    return directory.resolve(".live-process-registry.json");
  }

  Path services() {
    return directory.resolve("psm-services.json");
  }

  Path log(String name) {
    return directory.resolve(".logs").resolve(name + ".log");
  }
}
