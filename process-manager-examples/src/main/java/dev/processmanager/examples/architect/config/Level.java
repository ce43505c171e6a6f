package dev.processmanager.examples.architect.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How serious something is; the less serious comes first.
public enum Level {
  /// Good to know.
  INFO,
  /// Somebody should have a look.
  WARNING,
  /// Somebody has to do something.
  CRITICAL;

  static final String WORDS = "\"info\", \"warning\" or \"critical\"";

  /// {@return its name in files and on the wire}
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Level> of(String word) {
    return Stream.of(values()).filter(level -> level.word().equals(word)).findFirst();
  }
}
