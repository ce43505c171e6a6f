package dev.processmanager.os;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Serves all children on one platform thread that only ever reads what is there.
///
/// A blocked read cannot be woken on Linux, and once its child has ended it makes the JDK confuse
/// later children with it; so nothing here blocks. A child is looked at more seldom the longer it
/// is silent; its exit wakes the pump at once.
final class PollingPump {

  private static final int BUFFER = 65_536;
  private static final long IDLE_NANOS = 10_000_000_000L;

  /// Somebody who is to be looked at again and again, on the pump's thread alone.
  interface Polled {

    /// Takes what there is.
    ///
    /// @param buffer to read into
    /// @return after how many nanoseconds to come back
    long poll(byte[] buffer, long now);

    boolean isFinished();
  }

  private final Queue<Polled> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  void add(Polled child) {
    arrivals.add(child);
    wake();
  }

  void wake() {
    Thread running = thread.get();
    if (running == null) {
      Thread fresh =
          Thread.ofPlatform().daemon().name("process-manager-pump").unstarted(this::serve);
      if (thread.compareAndSet(null, fresh)) {
        begin(fresh);
        return;
      }
      running = thread.get();
    }
    LockSupport.unpark(running);
  }

  /// One that cannot begin must not be waited for.
  private void begin(Thread fresh) {
    try {
      fresh.start();
    } catch (OutOfMemoryError noThread) {
      thread.set(null);
      throw noThread;
    }
  }

  private void serve() {
    var buffer = new byte[BUFFER];
    var children = new ArrayList<Polled>();
    long idleSince = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      takeArrivals(children);
      long wait = IDLE_NANOS;
      for (Polled child : children) {
        wait = Math.min(wait, child.poll(buffer, now));
      }
      children.removeIf(Polled::isFinished);
      if (!children.isEmpty()) {
        idleSince = now;
      } else if (now - idleSince >= IDLE_NANOS && retire()) {
        return;
      }
      if (wait > 0 && arrivals.isEmpty()) {
        LockSupport.parkNanos(this, wait);
      }
    }
  }

  private void takeArrivals(List<Polled> children) {
    for (Polled next = arrivals.poll(); next != null; next = arrivals.poll()) {
      children.add(next);
    }
  }

  /// Ends this thread, unless a child has arrived in the meantime.
  private boolean retire() {
    thread.set(null);
    return arrivals.isEmpty() || !thread.compareAndSet(null, Thread.currentThread());
  }
}
