package dev.processmanager.examples.psm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The terminal that this program was called from, if any.
final class Terminal {

  private static final int GROUP = 2;
  private static final int FOREGROUND_GROUP = 5;

  private Terminal() {}

  /// Whether Ctrl+C reaches this program and what it has started in its foreground, wherever their
  /// output goes.
  static boolean interrupts() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return fields.get(GROUP).equals(fields.get(FOREGROUND_GROUP));
    } catch (IOException notThere) {
      return System.console() != null && System.console().isTerminal();
    }
  }
}
