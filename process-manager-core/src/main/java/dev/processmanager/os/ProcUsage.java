package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.processmanager.process.ResourceUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one process uses now, from `/proc/PID`. Whatever cannot be read is empty.
final class ProcUsage {

  /// The kernel's unit of time for programs, the same on all architectures that matter.
  private static final Duration TICK = Duration.ofMillis(10);

  private static final Pattern RSS = line("VmRSS");
  private static final Pattern MAX_RSS = line("VmHWM");
  private static final Pattern THREADS = line("Threads");

  private static final int USER_TIME = 11;
  private static final int CHILDREN_TIME = 2;

  private ProcUsage() {}

  /// @param directory `/proc/PID`
  /// @param withReaped whether the time of its children that have ended is its own
  static ResourceUsage read(Path directory, boolean withReaped) {
    String status = text(directory.resolve("status"));
    String[] fields = fields(text(directory.resolve("stat")));
    return new ResourceUsage(
        time(fields, USER_TIME, withReaped),
        time(fields, USER_TIME + 1, withReaped),
        kilobytes(status, RSS),
        kilobytes(status, MAX_RSS),
        number(status, THREADS),
        openFiles(directory));
  }

  private static Optional<Duration> time(String[] fields, int at, boolean withReaped) {
    if (fields.length <= USER_TIME + 1 + CHILDREN_TIME) {
      return Optional.empty();
    }
    long ticks = Long.parseLong(fields[at]);
    if (withReaped) {
      ticks += Long.parseLong(fields[at + CHILDREN_TIME]);
    }
    return Optional.of(TICK.multipliedBy(ticks));
  }

  /// Those after the name, which may hold spaces and parentheses itself.
  private static String[] fields(String stat) {
    return stat.isEmpty()
        ? new String[0]
        : stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  private static OptionalLong kilobytes(String status, Pattern line) {
    Matcher value = line.matcher(status);
    return value.find()
        ? OptionalLong.of(Long.parseLong(value.group(1)) * 1_024)
        : OptionalLong.empty();
  }

  private static OptionalInt number(String status, Pattern line) {
    Matcher value = line.matcher(status);
    return value.find() ? OptionalInt.of(Integer.parseInt(value.group(1))) : OptionalInt.empty();
  }

  private static Pattern line(String name) {
    return Pattern.compile("(?m)^" + name + ":\\s+(\\d+)");
  }

  private static OptionalInt openFiles(Path directory) {
    String[] open = directory.resolve("fd").toFile().list();
    return open == null ? OptionalInt.empty() : OptionalInt.of(open.length);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
