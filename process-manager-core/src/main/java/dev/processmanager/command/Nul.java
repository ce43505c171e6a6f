package dev.processmanager.command;

/// The operating system's texts end at NUL, so one inside would silently cut the rest.
final class Nul {

  private Nul() {}

  static void refuse(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL character in " + what);
    }
  }
}
