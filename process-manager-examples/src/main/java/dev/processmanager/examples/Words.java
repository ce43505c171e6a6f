package dev.processmanager.examples;

import dev.processmanager.process.ProcessException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/// What people read more easily than machines do.
public final class Words {

  private Words() {}

  /// {@return how many there are, such as `1 service` or `3 services`}
  public static String of(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /// {@return what has gone wrong, in one line}
  public static String of(Throwable failure) {
    return switch (ProcessException.unwrapped(failure)) {
      case UncheckedIOException wrapper -> of(wrapper.getCause());
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
      case Throwable wordless when wordless.getMessage() == null -> wordless.toString();
      case Throwable other -> other.getMessage();
    };
  }

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
