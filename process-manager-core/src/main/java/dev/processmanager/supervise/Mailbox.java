package dev.processmanager.supervise;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs messages one after another, in order, on a virtual thread that lives only while there are
/// any.
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final String name;
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(String name) {
    this.name = name;
  }

  void post(Runnable message) {
    queue.add(message);
    if (waiting.getAndIncrement() == 0) {
      Thread.ofVirtual().name(name).start(this::runAll);
    }
  }

  int size() {
    return waiting.get();
  }

  private void runAll() {
    do {
      try {
        queue.remove().run();
      } catch (RuntimeException | Error failure) {
        LOG.error("{}: a message failed", name, failure);
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
