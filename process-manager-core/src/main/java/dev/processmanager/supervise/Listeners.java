package dev.processmanager.supervise;

import dev.processmanager.output.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands events to listeners, to each in order and on its own; one that is too slow loses the
/// newest and is told about in the log.
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");
  private static final int MAX_BEHIND = 10_000;

  private final Consumer<ProcessEvent> observer;
  private final List<Receiver> all = new CopyOnWriteArrayList<>();

  /// @param observer hears of each event at once; not user code
  Listeners(Consumer<ProcessEvent> observer) {
    this.observer = observer;
  }

  Subscription add(ProcessListener listener) {
    var receiver = new Receiver(listener);
    all.add(receiver);
    return () -> all.remove(receiver);
  }

  /// @param around what is done for its process is run in this
  void publish(ProcessEvent event, UnaryOperator<Runnable> around) {
    LOG.atDebug()
        .addKeyValue("process", event.key())
        .addKeyValue("generation", event.generation())
        .log(event::describe);
    observer.accept(event);
    all.forEach(receiver -> receiver.offer(event, around));
  }

  private static final class Receiver {
    private final ProcessListener listener;
    private final Mailbox mailbox = new Mailbox("process-manager-listener");
    private final AtomicLong missed = new AtomicLong();

    Receiver(ProcessListener listener) {
      this.listener = listener;
    }

    void offer(ProcessEvent event, UnaryOperator<Runnable> around) {
      if (mailbox.size() >= MAX_BEHIND) {
        if (missed.getAndIncrement() == 0) {
          LOG.warn("A listener is {} events behind and loses some", MAX_BEHIND);
        }
        return;
      }
      mailbox.post(around.apply(() -> deliver(event)));
    }

    private void deliver(ProcessEvent event) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException | Error failure) {
        LOG.warn("A listener failed on \"{}\"", event.describe(), failure);
      }
    }
  }
}
