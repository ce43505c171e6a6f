package dev.processmanager.command;

/// What starts commands and serves their streams; chosen by `ProcessManagerBuilder.engine`. The
/// default is [#AUTO]. Both do the same, as far as the machine lets the portable one; the native
/// one needs fewer threads.
public enum Engine {
  /// The native engine where it is available, the portable one elsewhere, with one line in the log
  /// that says why.
  AUTO,
  /// The engine for Linux on x86-64, with glibc 2.34 and kernel 5.3 or later, on `posix_spawn`
  /// and `epoll`. It needs `--enable-native-access` for this module, `dev.processmanager`, or
  /// `ALL-UNNAMED` on the class path. Where it is not available, `build()` says why.
  NATIVE,
  /// The engine that works everywhere, on `ProcessBuilder`.
  PORTABLE
}
