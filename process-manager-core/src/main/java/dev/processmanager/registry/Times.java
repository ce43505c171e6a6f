package dev.processmanager.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/// Writes points in time as `Instant.toString()` does, and reads them, mostly in that one form. A
/// general formatter and parser would take longer for them than all the rest of a file takes.
final class Times {

  /// Up to the seconds, as in `2026-01-01T00:00:00`.
  private static final int SECONDS = 19;

  private static final int NANO_DIGITS = 9;

  private static final int DAY = 86_400;

  /// The first day whose year has more than four digits, in seconds.
  private static final long FAR = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY;

  private Times() {}

  static String text(Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds < 0 || seconds >= FAR) {
      return time.toString();
    }
    LocalDate day = LocalDate.ofEpochDay(seconds / DAY);
    int second = (int) (seconds % DAY);
    var out = new StringBuilder(SECONDS + NANO_DIGITS + 2);
    append(day.getYear(), 4, out);
    append(day.getMonthValue(), 2, out.append('-'));
    append(day.getDayOfMonth(), 2, out.append('-'));
    append(second / 3_600, 2, out.append('T'));
    append(second / 60 % 60, 2, out.append(':'));
    append(second % 60, 2, out.append(':'));
    appendFraction(time.getNano(), out);
    return out.append('Z').toString();
  }

  private static void appendFraction(int nanos, StringBuilder out) {
    if (nanos % 1_000 != 0) {
      append(nanos, 9, out.append('.'));
    } else if (nanos % 1_000_000 != 0) {
      append(nanos / 1_000, 6, out.append('.'));
    } else if (nanos != 0) {
      append(nanos / 1_000_000, 3, out.append('.'));
    }
  }

  private static void append(int number, int digits, StringBuilder out) {
    out.repeat('0', digits);
    int rest = number;
    for (int at = out.length() - 1; rest != 0; at--) {
      out.setCharAt(at, (char) ('0' + rest % 10));
      rest /= 10;
    }
  }

  /// @throws DateTimeException if it is none
  static Instant parse(String text) {
    int end = text.length() - 1;
    return isUsual(text, end) ? usual(text, end) : Instant.parse(text);
  }

  private static boolean isUsual(String text, int end) {
    if (end < SECONDS || end > SECONDS + 1 + NANO_DIGITS || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char expected =
          switch (i) {
            case 4, 7 -> '-';
            case 10 -> 'T';
            case 13, 16 -> ':';
            case SECONDS -> '.';
            default -> '0';
          };
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return end != SECONDS + 1;
  }

  private static Instant usual(String text, int end) {
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    LocalTime time =
        LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, SECONDS));
    int nanos = 0;
    if (end > SECONDS) {
      nanos = number(text, SECONDS + 1, end);
      for (int i = end; i < SECONDS + 1 + NANO_DIGITS; i++) {
        nanos *= 10;
      }
    }
    return Instant.ofEpochSecond(day.toEpochDay() * DAY + time.toSecondOfDay(), nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
