package dev.processmanager.examples.architect.config;

import static java.util.stream.Collectors.joining;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;

/// A configuration is wrong; says everything that is wrong with it.
public final class InvalidConfigurationException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidConfigurationException(Path file, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(joining("", "The configuration " + file + " is wrong:", "")));
    this.problems = List.copyOf(problems);
  }

  /// {@return what is wrong, in the order of the file}
  public List<Problem> problems() {
    return problems;
  }
}
