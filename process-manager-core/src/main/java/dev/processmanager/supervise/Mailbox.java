package dev.processmanager.supervise;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs messages one after another, in order, on a virtual thread that lives only while there are
/// any.
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final String name;
  private final UnaryOperator<Runnable> around;
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(String name) {
    this(name, UnaryOperator.identity());
  }

  /// @param around what every message is run in
  Mailbox(String name, UnaryOperator<Runnable> around) {
    this.name = name;
    this.around = around;
  }

  /// Keeps what is posted until [#release()].
  Mailbox held() {
    waiting.incrementAndGet();
    return this;
  }

  void release() {
    if (waiting.decrementAndGet() > 0) {
      begin();
    }
  }

  /// Runs at once, on a thread of its own, what may be user code.
  void elsewhere(String purpose, Runnable work) {
    Thread.ofVirtual().name(name + "-" + purpose).start(around.apply(work));
  }

  void post(Runnable message) {
    queue.add(message);
    if (waiting.getAndIncrement() == 0) {
      begin();
    }
  }

  private void begin() {
    Thread.ofVirtual().name(name).start(this::runAll);
  }

  int size() {
    return waiting.get();
  }

  private void runAll() {
    do {
      try {
        around.apply(queue.remove()).run();
      } catch (RuntimeException | Error failure) {
        LOG.error("{}: a message failed", name, failure);
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
