package dev.processmanager.benchmark;

import java.util.Locale;
import java.util.OptionalDouble;

/// Three digits are as many as repeat.
final class Numbers {

  private Numbers() {}

  static String text(OptionalDouble value) {
    return value.isPresent() ? text(value.getAsDouble()) : "–";
  }

  static String text(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
