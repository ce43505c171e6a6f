package dev.processmanager.soak;

import java.io.Serializable;
import java.nio.file.Path;

/// Where things lie during a soak. What may become full is on a disk of its own.
///
/// @param root the directory of all
record Home(String root) implements Serializable {

  static final String SESSION = "session";

  /// The mark of a process and of whatever comes from it.
  static final String MARK = "SOAK_ID";

  Path disk() {
    return Path.of(root, "disk");
  }

  Path registry() {
    return disk().resolve("processes.json");
  }

  Path log(String id) {
    return disk().resolve(id + ".log");
  }

  Path filler() {
    return disk().resolve("filler");
  }

  Path copies() {
    return Path.of(root, "copies");
  }

  /// Where each of its runs leaves a line.
  Path notes(String id) {
    return Path.of(root, id + ".runs");
  }

  /// Through which it is told to end.
  Path wish(String id) {
    return Path.of(root, id + ".end");
  }
}
