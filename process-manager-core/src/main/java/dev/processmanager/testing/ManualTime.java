package dev.processmanager.testing;

import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Time that stands still until a test moves it. Due timers fire in order, in the thread that moves
/// it. Safe for use by many threads.
public final class ManualTime implements TimeSource {

  private static final long REAL_LIMIT = TimeUnit.SECONDS.toNanos(10);

  private record Pending(long at, long order, Runnable action) {}

  private final Instant begin;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition timerSet = lock.newCondition();
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private long nanos;
  private long timers;

  /// Begins at 2026-01-01T00:00:00Z.
  public ManualTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /// Begins at an instant.
  ///
  /// @param begin the wall-clock time until it is moved
  public ManualTime(Instant begin) {
    this.begin = begin;
  }

  @Override
  public Instant now() {
    return begin.plusNanos(nanoTime());
  }

  @Override
  public long nanoTime() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  /// Sets a timer, which fires when time is moved to it, even if its delay is zero.
  @Override
  public Timer after(Duration delay, Runnable action) {
    lock.lock();
    try {
      long wait = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
      long at = wait > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + wait;
      var timer = new Pending(at, timers++, action);
      pending.add(timer);
      timerSet.signalAll();
      return () -> remove(timer);
    } finally {
      lock.unlock();
    }
  }

  /// Moves time and fires what becomes due on the way, each at its own time.
  ///
  /// @param duration how far; zero fires what is due now
  /// @throws IllegalArgumentException if it is negative
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + duration);
    }
    long target = nanoTime() + duration.toNanos();
    for (Pending due = nextDue(target); due != null; due = nextDue(target)) {
      due.action.run();
    }
  }

  /// Moves time to the first timer and fires what is due then. If none is set yet, this waits for
  /// one, for 10 seconds of real time at the most: what a run's end leads to happens on other
  /// threads.
  ///
  /// @return how far time was moved
  /// @throws IllegalStateException if no timer is set by then, or the waiting thread is interrupted
  public Duration advanceToNextTimer() {
    Duration distance;
    lock.lock();
    try {
      distance = Duration.ofNanos(Math.max(0, firstTimer() - nanos));
    } finally {
      lock.unlock();
    }
    advance(distance);
    return distance;
  }

  private long firstTimer() {
    long left = REAL_LIMIT;
    try {
      while (pending.isEmpty() && left > 0) {
        left = timerSet.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Pending first = pending.peek();
    if (first == null) {
      throw new IllegalStateException("No timer was set");
    }
    return first.at;
  }

  /// {@return how many timers wait}
  public int pendingTimers() {
    lock.lock();
    try {
      return pending.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Pending nextDue(long target) {
    lock.lock();
    try {
      Pending first = pending.peek();
      if (first == null || first.at > target) {
        nanos = Math.max(nanos, target);
        return null;
      }
      nanos = Math.max(nanos, first.at);
      return pending.poll();
    } finally {
      lock.unlock();
    }
  }

  private void remove(Pending timer) {
    lock.lock();
    try {
      pending.remove(timer);
    } finally {
      lock.unlock();
    }
  }
}
