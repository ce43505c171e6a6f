package dev.processmanager.examples.architect.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A JSON value that knows where it stands.
sealed interface Located {

  String path();

  int line();

  record Members(String path, int line, Map<String, Located> members) implements Located {}

  record Items(String path, int line, List<Located> items) implements Located {}

  record Text(String path, int line, String text) implements Located {}

  record Number(String path, int line, BigDecimal number) implements Located {}

  record Flag(String path, int line, boolean flag) implements Located {}

  record Nothing(String path, int line) implements Located {}

  /// For people who are to find it in the file.
  default String shown() {
    return switch (this) {
      case Members _ -> "an object";
      case Items _ -> "a list";
      case Text text -> "\"" + text.text() + "\"";
      case Number number -> number.number().toPlainString();
      case Flag flag -> Boolean.toString(flag.flag());
      case Nothing _ -> "null";
    };
  }
}
