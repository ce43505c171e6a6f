package dev.processmanager.os;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Messages on their way to a child, whole and uncopied. It has no bound of its own: whoever posts
/// waits for answers before posting more. Safe for use by many threads.
public final class Outbox implements Feed {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Queue<ByteBuffer> messages = new ArrayDeque<>();
  private boolean ended;
  private Runnable onNews = () -> {};

  /// Posts a message in pieces between which no others come, and which must not change any more.
  /// After the end it is dropped.
  public void post(List<ByteBuffer> pieces) {
    change(
        () -> {
          if (!ended) {
            messages.addAll(pieces);
          }
        });
  }

  @Override
  public @Nullable ByteBuffer poll() {
    lock.lock();
    try {
      return messages.poll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next message; null at the end.
  public @Nullable ByteBuffer take() throws InterruptedException {
    lock.lock();
    try {
      while (messages.isEmpty() && !ended) {
        news.await();
      }
      return messages.poll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isExhausted() {
    lock.lock();
    try {
      return ended && messages.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onNews(Runnable action) {
    change(() -> onNews = action);
  }

  @Override
  public void breakOff(String reason) {
    lock.lock();
    try {
      ended = true;
      messages.clear();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable what) {
    Runnable told;
    lock.lock();
    try {
      what.run();
      news.signalAll();
      told = onNews;
    } finally {
      lock.unlock();
    }
    told.run();
  }
}
