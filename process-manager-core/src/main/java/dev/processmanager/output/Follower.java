package dev.processmanager.output;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One listener behind a bounded queue. A virtual thread lives only while there are lines to hand
/// out.
final class Follower implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.output");
  private static final int MAX_BEHIND = 10_000;
  private static final long MAX_CHARS = 4_000_000;

  private final Consumer<Line> listener;
  private final Consumer<Follower> onClose;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Line> queue = new ArrayDeque<>();
  private long chars;
  private long missed;
  private boolean delivering;
  private boolean closed;

  Follower(Consumer<Line> listener, Consumer<Follower> onClose) {
    this.listener = listener;
    this.onClose = onClose;
  }

  void offer(Line line) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      queue.addLast(line);
      chars += line.text().length();
      while (queue.size() > MAX_BEHIND || (chars > MAX_CHARS && queue.size() > 1)) {
        chars -= queue.removeFirst().text().length();
        missed++;
      }
      if (!delivering) {
        delivering = true;
        Thread.ofVirtual().name("process-manager-follower").start(this::deliver);
      }
    } finally {
      lock.unlock();
    }
  }

  private void deliver() {
    try {
      for (Line line = next(); line != null; line = next()) {
        listener.accept(line);
      }
    } catch (RuntimeException | Error failure) {
      LOG.warn("An output listener failed and gets no more lines", failure);
      close();
    }
  }

  private @Nullable Line next() {
    lock.lock();
    try {
      Line first = queue.peekFirst();
      if (first == null || closed) {
        delivering = false;
        return null;
      }
      if (missed > 0) {
        var gap = new Line(first.source(), "[… " + missed + " lines missed]", first.at());
        missed = 0;
        return gap;
      }
      chars -= first.text().length();
      return queue.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
    } finally {
      lock.unlock();
    }
    onClose.accept(this);
  }
}
