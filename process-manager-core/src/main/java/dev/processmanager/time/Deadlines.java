package dev.processmanager.time;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Actions that are waiting for their times, and one parked daemon thread that hands those that are
/// due to virtual threads, so that a slow action delays no other.
///
/// Most timers are limits that are cancelled long before. So an earlier deadline alone wakes the
/// thread, and a cancelled one leaves it asleep until the time for which it went to sleep.
final class Deadlines {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.time");
  private static final long FAR = Long.MAX_VALUE / 2;

  private record Deadline(long at, long number, Runnable action) {}

  /// Times count from the beginning, so that they never wrap around.
  private final long begin = System.nanoTime();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final TreeSet<Deadline> pending =
      new TreeSet<>(
          (a, b) -> a.at == b.at ? Long.compare(a.number, b.number) : Long.compare(a.at, b.at));
  private long wakesAt = Long.MAX_VALUE;
  private long added;
  private @Nullable Thread thread;

  /// @param delay in nanoseconds; due at once if it is not positive
  Timer add(long delay, Runnable action) {
    lock.lock();
    try {
      var deadline = new Deadline(now() + Math.clamp(delay, 0, FAR), added++, action);
      pending.add(deadline);
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("process-manager-timer").start(this::serve);
      } else if (deadline.at < wakesAt) {
        earlier.signal();
      }
      return () -> cancel(deadline);
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Deadline deadline) {
    lock.lock();
    try {
      pending.remove(deadline);
    } finally {
      lock.unlock();
    }
  }

  private void serve() {
    while (true) {
      List<Runnable> actions = next();
      start(actions.size() == 1 ? actions.getFirst() : () -> actions.forEach(Deadlines::start));
    }
  }

  /// Many that are due at once are started from a virtual thread, which wakes nobody for each of
  /// them.
  private static void start(Runnable action) {
    try {
      Thread.ofVirtual().name("process-manager-timer-action").start(action);
    } catch (RuntimeException | Error failure) {
      LOG.error("A timer's action is lost, the others go on", failure);
    }
  }

  private List<Runnable> next() {
    lock.lock();
    try {
      while (pending.isEmpty() || pending.first().at > now()) {
        wakesAt = pending.isEmpty() ? Long.MAX_VALUE : pending.first().at;
        earlier.awaitNanos(wakesAt - now());
      }
      long now = now();
      var due = new ArrayList<Runnable>(1);
      while (!pending.isEmpty() && pending.first().at <= now) {
        due.add(pending.removeFirst().action);
      }
      return due;
    } catch (InterruptedException nobodyInterruptsIt) {
      throw new IllegalStateException(nobodyInterruptsIt);
    } finally {
      lock.unlock();
    }
  }

  private long now() {
    return System.nanoTime() - begin;
  }
}
