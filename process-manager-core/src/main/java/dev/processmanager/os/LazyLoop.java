package dev.processmanager.os;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A loop that exists from its first use on: an engine that starts nothing costs no thread.
final class LazyLoop {

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable EpollLoop loop;
  private boolean closed;

  /// @param fds of the spawn that may be the first to need it
  EpollLoop get(Descriptors fds) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The engine is closed");
      }
      if (loop == null) {
        loop = fds.loop();
      }
      return loop;
    } finally {
      lock.unlock();
    }
  }

  void close(Duration limit) {
    lock.lock();
    try {
      closed = true;
      if (loop != null) {
        loop.close(limit);
      }
    } finally {
      lock.unlock();
    }
  }
}
