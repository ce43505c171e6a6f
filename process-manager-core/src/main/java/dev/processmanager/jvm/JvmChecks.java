package dev.processmanager.jvm;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Refuses options that mean nothing where they are given, before a JVM says so in its own words.
final class JvmChecks {

  /// No more digits than surely fit, with the unit.
  private static final Pattern HEAP = Pattern.compile("[1-9][0-9]{0,14}|[1-9][0-9]{0,5}[kKmMgGtT]");

  /// What says what to run, or where the classes are.
  private static final Set<String> NOT_FOR_USERS =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "-m",
          "--module",
          "-jar",
          "--source",
          "--disable-@files");

  private JvmChecks() {}

  static void heap(String size) {
    if (!HEAP.matcher(size).matches()) {
      throw new IllegalArgumentException(
          "heap must be a number of bytes or one with k, m, g or t after it, such as 256m, not \""
              + size
              + "\"");
    }
  }

  /// How much it is, of a size that has been checked.
  static long heapBytes(String size) {
    int unit = "kmgt".indexOf(Character.toLowerCase(size.charAt(size.length() - 1)));
    String number = unit < 0 ? size : size.substring(0, size.length() - 1);
    return Long.parseLong(number) << (10 * (unit + 1));
  }

  static void jvmArgs(List<String> arguments) {
    boolean isValue = false;
    for (String argument : arguments) {
      text("JVM argument", argument);
      if (!isValue && (!argument.startsWith("-") || argument.equals("-"))) {
        throw new IllegalArgumentException("\"" + argument + "\" is no option of a JVM");
      }
      if (!isValue && NOT_FOR_USERS.contains(nameOf(argument))) {
        throw new IllegalArgumentException(
            argument + " is no JVM argument to give: use classPath, modulePath or the launcher");
      }
      isValue = !isValue && JvmArguments.TAKES_VALUE.contains(argument);
    }
    if (isValue) {
      throw new IllegalArgumentException(arguments.getLast() + " needs a value");
    }
  }

  private static String nameOf(String argument) {
    int end = argument.startsWith("--") ? argument.indexOf('=') : -1;
    return end < 0 ? argument : argument.substring(0, end);
  }

  static void paths(String what, Path... paths) {
    boolean isList = what.endsWith("path");
    for (Path path : paths) {
      text(what, path.toString());
      if (path.getFileSystem() != FileSystems.getDefault()) {
        throw new IllegalArgumentException(
            what + ": " + path + " is not in the default file system");
      }
      if (isList && path.toString().contains(File.pathSeparator)) {
        throw new IllegalArgumentException(
            what + ": " + path + " has the separator of paths, " + File.pathSeparator);
      }
    }
  }

  static void name(String what, String name) {
    text(what, name);
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.startsWith("-")) {
      throw new IllegalArgumentException("not the name of a " + what + ": \"" + name + "\"");
    }
  }

  static void text(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL character in " + what);
    }
  }

  static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }

  static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }

  static <T> List<T> joined(List<T> first, List<T> more) {
    return Stream.concat(first.stream(), more.stream()).toList();
  }
}
