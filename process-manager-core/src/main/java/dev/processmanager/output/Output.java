package dev.processmanager.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The output of a process: the recent lines, kept in memory within bounds, and those before them
/// where there is a log file. Safe for use by many threads.
///
/// ```java
/// Output log = Output.of(Path.of("logs", "web.log"));
/// log.tail(20).forEach(line -> IO.println(line.text()));
/// Subscription following = log.follow(line -> IO.println("new: " + line.text()));
/// following.close(); // once enough is seen
/// ```
///
/// Lines that are read back from a log file count as standard output, and as received when they are
/// read.
public interface Output {

  /// {@return the last lines, oldest first; fewer if there are not so many}
  ///
  /// More lines than memory holds are read from the log file and its predecessors.
  ///
  /// @param lines how many at the most, 0 or more
  /// @throws IllegalArgumentException if that is negative
  /// @throws java.io.UncheckedIOException if the log cannot be read
  List<Line> tail(int lines);

  /// Hands out every line from now on; see [#follow(int, Consumer)].
  ///
  /// @param listener receives the lines; what it throws is logged and ends the following
  /// @return closes it; lines that are on their way may still arrive
  /// @throws java.io.UncheckedIOException if the log cannot be read
  default Subscription follow(Consumer<Line> listener) {
    return follow(0, listener);
  }

  /// Hands out the last lines and then every line from now on, in order, on a thread of the
  /// follower's own.
  ///
  /// A follower that is 10,000 lines behind loses the oldest ones; it is told how many by a line
  /// `[… n lines missed]` in their place. One that begins before what memory holds reads the log
  /// file and its predecessors, also while they are rotated, and loses lines only if a file is
  /// deleted before it was read, which it is told likewise.
  ///
  /// @param lines how many lines that are there to begin with, 0 or more; `Integer.MAX_VALUE` for
  ///     all
  /// @param listener receives the lines; what it throws is logged and ends the following
  /// @return closes it; lines that are on their way may still arrive
  /// @throws IllegalArgumentException if the number is negative
  /// @throws java.io.UncheckedIOException if the log cannot be read
  Subscription follow(int lines, Consumer<Line> listener);

  /// {@return the output that somebody else writes into a log file, with its predecessors}
  ///
  /// @param log the file, which need not be there yet
  static Output of(Path log) {
    return new LogOutput(log);
  }

  /// {@return an output that keeps the last lines it is given}
  ///
  /// @param lines how many lines to keep, at least 1
  /// @param log where all lines are written besides, if anywhere; not by this
  /// @throws IllegalArgumentException if the number is less than 1
  static Recorder recorder(int lines, Optional<Path> log) {
    return new RecentLines(lines, log, false);
  }

  /// {@return an output that keeps the last lines of a process that has printed others before}
  ///
  /// @param lines how many lines to keep, at least 1
  /// @param log where all lines are written besides, those from before, too; not by this
  /// @throws IllegalArgumentException if the number is less than 1
  static Recorder continued(int lines, Optional<Path> log) {
    return new RecentLines(lines, log, true);
  }

  /// An output together with the entrance to it.
  interface Recorder extends Output, Consumer<Line> {}
}
