package dev.processmanager.output;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// A log that somebody else writes.
record LogOutput(Path log) implements Output {

  @Override
  public List<Line> tail(int lines) {
    return LogFollower.tail(log, checked(lines));
  }

  @Override
  public Subscription follow(int lines, Consumer<Line> listener) {
    return LogFollower.begin(log, checked(lines), listener);
  }

  private static int checked(int lines) {
    if (lines < 0) {
      throw new IllegalArgumentException("lines must not be negative: " + lines);
    }
    return lines;
  }
}
