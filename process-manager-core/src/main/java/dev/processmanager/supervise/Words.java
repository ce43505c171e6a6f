package dev.processmanager.supervise;

import java.time.Duration;
import java.util.Locale;

/// Times as people read them.
final class Words {

  private Words() {}

  static String of(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.getSeconds() + duration.getNano() / 1e9);
  }
}
