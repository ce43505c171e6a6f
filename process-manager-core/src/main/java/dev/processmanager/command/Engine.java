package dev.processmanager.command;

/// What starts commands and serves their streams. The default is [#AUTO].
public enum Engine {
  /// The native engine where it is available, the portable one elsewhere.
  AUTO,
  /// The engine for Linux on x86-64, with glibc 2.34 or later, on `posix_spawn` and `epoll`. It
  /// needs `--enable-native-access` for this module.
  NATIVE,
  /// The engine that works everywhere, on `ProcessBuilder`.
  PORTABLE
}
