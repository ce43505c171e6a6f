package dev.processmanager.examples.pctl;

import java.nio.file.Path;
import java.util.Optional;

/// Where everything is that outlives a call of pctl.
///
/// @param directory `~/.pctl`, unless PCTL_HOME says otherwise
record Home(Path directory) {

  static Home find() {
    return new Home(
        Optional.ofNullable(System.getenv("PCTL_HOME"))
            .filter(name -> !name.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".pctl"))
            .toAbsolutePath());
  }

  Path registry() {
    return directory.resolve("processes.json");
  }

  Path profiles() {
    return directory.resolve("profiles");
  }

  Path profile(String name) {
    return profiles().resolve(name + ".json");
  }

  /// How far its log has been streamed.
  Path place(String profile) {
    return directory.resolve("places").resolve(profile + ".json");
  }

  /// What its streamer prints.
  Path log(String profile) {
    return directory.resolve("logs").resolve(Streamers.id(profile) + ".log");
  }

  /// Where streamers were noted before there was a registry.
  Path oldStreamers() {
    return directory.resolve("streamers.json");
  }
}
