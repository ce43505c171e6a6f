package dev.processmanager.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The main sources of the library, for tests that compare pages with them.
final class Sources {

  private static final Path MAIN = Path.of("..", "process-manager-core", "src", "main", "java");
  private static final String ENDING = ".java";
  private static final List<Path> FILES = files();

  private Sources() {}

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(MAIN)) {
      return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The top-level types of a package whose names end like that.
  static Stream<Class<?>> types(String packageName, String end) {
    Path directory = MAIN.resolve(packageName.replace('.', '/'));
    return FILES.stream()
        .filter(file -> directory.equals(file.getParent()))
        .filter(file -> file.toString().endsWith(end + ENDING))
        .map(Sources::load);
  }

  /// The type of a simple name, such as `Outer$Inner`.
  static Class<?> type(String simpleName) {
    String outer = simpleName.replaceAll("\\$.*", "");
    Path file =
        FILES.stream()
            .filter(one -> one.endsWith(outer + ENDING))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no type " + simpleName));
    return load(load(file).getName().replace(outer, simpleName));
  }

  static List<String> exportedPackages() {
    return matches(Pattern.compile("exports ([\\w.]+);")).toList();
  }

  /// The first group of each match, in all files.
  static Stream<String> matches(Pattern pattern) {
    return FILES.stream()
        .flatMap(file -> pattern.matcher(text(file)).results().map(MatchResult::group))
        .map(match -> pattern.matcher(match).replaceAll("$1"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Class<?> load(Path file) {
    String name = MAIN.relativize(file).toString();
    String type = name.substring(0, name.length() - ENDING.length());
    return load(type.replace(file.getFileSystem().getSeparator(), "."));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Sources.class.getClassLoader());
    } catch (ClassNotFoundException stale) {
      throw new AssertionError(stale);
    }
  }
}
