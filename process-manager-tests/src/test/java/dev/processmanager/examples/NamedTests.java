package dev.processmanager.examples;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/// The tests of this build by their names, `CLASS#METHOD`, with or without a package.
final class NamedTests {

  /// What surefire and failsafe run.
  private static final Pattern RUN = Pattern.compile(".*(Test|Properties|IT)");

  private final Path classes;
  private final List<Path> reports;

  /// @param classes where the test classes are
  /// @param reports where the build says what it has run, as far as it has
  NamedTests(Path classes, List<Path> reports) {
    this.classes = classes;
    this.reports = reports;
  }

  /// {@return what is wrong with a test, if anything}
  Optional<String> problem(String name) {
    String[] parts = name.split("#");
    if (parts.length != 2) {
      return Optional.of("is no CLASS#METHOD");
    }
    List<String> found = named(parts[0]);
    if (found.size() != 1) {
      return Optional.of(found.isEmpty() ? "is in no such class" : "is one of " + found);
    }
    String type = found.getFirst();
    if (!RUN.matcher(type).matches()) {
      return Optional.of("is in a class that the build does not run");
    }
    return isTest(type, parts[1]) ? inReport(type, parts[1]) : Optional.of("is no test");
  }

  private List<String> named(String name) {
    String file = name.replace('.', '/') + ".class";
    try (Stream<Path> all = Files.walk(classes)) {
      return all.map(classes::relativize)
          .filter(path -> path.endsWith(file))
          .map(path -> path.toString().replace('/', '.').replaceAll("\\.class$", ""))
          .toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static boolean isTest(String type, String method) {
    try {
      Class<?> tests = Class.forName(type, false, NamedTests.class.getClassLoader());
      return !AnnotationSupport.isAnnotated(tests, Disabled.class)
          && !ReflectionSupport.findMethods(
                  tests,
                  one -> one.getName().equals(method) && isTest(one),
                  HierarchyTraversalMode.TOP_DOWN)
              .isEmpty();
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class)
        && !AnnotationSupport.isAnnotated(method, Disabled.class);
  }

  /// A class of which there is no report was not run, as in an IDE.
  private Optional<String> inReport(String type, String method) {
    for (Path directory : reports) {
      Path report = directory.resolve("TEST-" + type + ".xml");
      if (Files.exists(report)) {
        try {
          return TestReport.parse(Files.readString(report)).problem(method);
        } catch (IOException failure) {
          throw new AssertionError(failure);
        }
      }
    }
    return Optional.empty();
  }
}
