package dev.processmanager.output;

import java.util.ArrayDeque;
import java.util.List;
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
  private int chars;

  RecentLines(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("lines must be at least 1, not " + capacity);
    }
    this.capacity = capacity;
  }

  @Override
  public void accept(Line line) {
    lock.lock();
    try {
      ring.addLast(line);
      chars += line.text().length();
      while (ring.size() > capacity || (chars > MAX_CHARS && ring.size() > 1)) {
        chars -= ring.removeFirst().text().length();
      }
      followers.forEach(follower -> follower.offer(line));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Line> tail(int lines) {
    if (lines < 0) {
      throw new IllegalArgumentException("lines must not be negative: " + lines);
    }
    lock.lock();
    try {
      return ring.stream().skip(Math.max(0, ring.size() - lines)).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Subscription follow(Consumer<Line> listener) {
    var follower = new Follower(listener, followers::remove);
    followers.add(follower);
    return follower;
  }
}
