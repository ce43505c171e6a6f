package dev.processmanager.examples.architect.http;

import dev.processmanager.examples.architect.Supervision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The last lines of a log and then each new one: none lost in between, so the new ones are
/// listened to first, and none twice, so those are left out that the last lines end with.
final class LogTail implements Consumer<String> {

  private final Consumer<Object> sink;
  private List<String> early = new ArrayList<>();

  private LogTail(Consumer<Object> sink) {
    this.sink = sink;
  }

  static AutoCloseable open(Supervision supervision, String id, int lines, Consumer<Object> sink) {
    var tail = new LogTail(sink);
    AutoCloseable following = supervision.follow(id, tail);
    tail.begin(lines == 0 ? List.of() : supervision.tail(id, lines));
    return following;
  }

  @Override
  public synchronized void accept(String line) {
    if (early == null) {
      sink.accept(Map.of("line", line));
    } else {
      early.add(line);
    }
  }

  private synchronized void begin(List<String> last) {
    List<String> missing = early.subList(overlap(last, early), early.size());
    early = null;
    last.forEach(this);
    missing.forEach(this);
  }

  /// How many of the first new lines are the last old ones.
  private static int overlap(List<String> last, List<String> early) {
    int common = Math.min(last.size(), early.size());
    while (!last.subList(last.size() - common, last.size()).equals(early.subList(0, common))) {
      common--;
    }
    return common;
  }
}
