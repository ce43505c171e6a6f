package dev.processmanager.examples;

import java.time.Duration;

/// What people read more easily than machines do.
public final class Words {

  private Words() {}

  /// {@return a time in its two largest units, such as `4s`, `2m 05s` or `3d 04h`}
  public static String of(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return "%dm %02ds".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return "%dh %02dm".formatted(seconds / 3600, seconds / 60 % 60);
    }
    return "%dd %02dh".formatted(seconds / 86_400, seconds / 3600 % 24);
  }
}
