package dev.processmanager.output;

import java.util.List;
import java.util.function.Consumer;

/// The recent output of a process, kept in memory within bounds. Safe for use by many threads.
public interface Output {

  /// {@return the last lines, oldest first; fewer if there are not so many}
  ///
  /// @param lines how many at the most, 0 or more
  List<Line> tail(int lines);

  /// Hands out every line from now on, in order, on a thread of the follower's own.
  ///
  /// A follower that is 10,000 lines behind loses the oldest ones; it is told how many by a line
  /// `[… n lines missed]` in their place.
  ///
  /// @param listener receives the lines; what it throws is logged and ends the following
  /// @return closes it; lines that are on their way may still arrive
  Subscription follow(Consumer<Line> listener);

  /// {@return an output that keeps the last lines it is given}
  ///
  /// @param lines how many lines to keep, at least 1
  static Recorder recorder(int lines) {
    return new RecentLines(lines);
  }

  /// An output together with the entrance to it.
  interface Recorder extends Output, Consumer<Line> {}
}
