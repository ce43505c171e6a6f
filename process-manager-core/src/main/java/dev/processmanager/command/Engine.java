package dev.processmanager.command;

/// What starts commands and serves their streams. The default is [#AUTO].
public enum Engine {
  /// The best engine that is available here.
  AUTO,
  /// The engine that works everywhere, on `ProcessBuilder`.
  PORTABLE
}
