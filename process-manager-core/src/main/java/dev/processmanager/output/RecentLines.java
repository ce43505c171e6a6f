package dev.processmanager.output;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A ring of lines, bounded by their number and by their characters.
final class RecentLines implements Output.Recorder {

  private static final int MAX_CHARS = 262_144;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Line> ring = new ArrayDeque<>();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final Optional<Path> log;
  private int chars;
  private boolean overflown;

  /// @param overflown whether there were lines before those that come
  RecentLines(int capacity, Optional<Path> log, boolean overflown) {
    if (capacity < 1) {
      throw new IllegalArgumentException("lines must be at least 1, not " + capacity);
    }
    this.capacity = capacity;
    this.log = log;
    this.overflown = overflown;
  }

  @Override
  public void accept(Line line) {
    lock.lock();
    try {
      ring.addLast(line);
      chars += line.text().length();
      while (ring.size() > capacity || (chars > MAX_CHARS && ring.size() > 1)) {
        chars -= ring.removeFirst().text().length();
        overflown = true;
      }
      followers.forEach(follower -> follower.offer(line));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Line> tail(int lines) {
    check(lines);
    lock.lock();
    try {
      if (holds(lines)) {
        return last(lines);
      }
    } finally {
      lock.unlock();
    }
    return LogFollower.tail(log.orElseThrow(), lines);
  }

  @Override
  public Subscription follow(int lines, Consumer<Line> listener) {
    check(lines);
    lock.lock();
    try {
      if (holds(lines)) {
        var follower = new Follower(listener, followers::remove);
        last(lines).forEach(follower::offer);
        followers.add(follower);
        return follower;
      }
    } finally {
      lock.unlock();
    }
    return LogFollower.begin(log.orElseThrow(), lines, listener);
  }

  /// Whether nobody else has more of so many lines.
  private boolean holds(int lines) {
    boolean all = !ring.isEmpty() && !overflown;
    return lines <= ring.size() || all || log.filter(Files::exists).isEmpty();
  }

  private List<Line> last(int lines) {
    return ring.stream().skip(Math.max(0, ring.size() - lines)).toList();
  }

  private static void check(int lines) {
    if (lines < 0) {
      throw new IllegalArgumentException("lines must not be negative: " + lines);
    }
  }
}
