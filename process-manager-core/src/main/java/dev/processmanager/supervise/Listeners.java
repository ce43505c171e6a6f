package dev.processmanager.supervise;

import dev.processmanager.output.Subscription;
import dev.processmanager.registry.RegistryDamage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
  private static final int MOST_DAMAGES = 10;

  private final Consumer<ProcessEvent> observer;
  private final List<Receiver> all = new CopyOnWriteArrayList<>();
  private final Deque<RegistryDamage> damages = new ArrayDeque<>();

  /// @param observer hears of each event at once; not user code
  Listeners(Consumer<ProcessEvent> observer) {
    this.observer = observer;
  }

  /// A registry is first looked at before anybody can listen, so that what is known of its damages
  /// is told at once.
  Subscription add(ProcessListener listener) {
    var receiver = new Receiver(listener);
    synchronized (damages) {
      damages.forEach(receiver::offer);
      all.add(receiver);
    }
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

  /// {@return completes when everybody has heard of all that has happened so far}
  CompletableFuture<Void> told() {
    return CompletableFuture.allOf(
        all.stream().map(Receiver::told).toArray(CompletableFuture[]::new));
  }

  void damaged(RegistryDamage damage) {
    LOG.warn("{}", damage);
    synchronized (damages) {
      damages.addLast(damage);
      if (damages.size() > MOST_DAMAGES) {
        damages.removeFirst();
      }
      all.forEach(receiver -> receiver.offer(damage));
    }
  }

  private static final class Receiver {
    private final ProcessListener listener;
    private final Mailbox mailbox = new Mailbox("process-manager-listener");
    private final AtomicLong missed = new AtomicLong();

    Receiver(ProcessListener listener) {
      this.listener = listener;
    }

    void offer(RegistryDamage damage) {
      offer(() -> attempt(() -> listener.onRegistryDamage(damage), damage));
    }

    void offer(ProcessEvent event, UnaryOperator<Runnable> around) {
      offer(around.apply(() -> attempt(() -> listener.onEvent(event), event.describe())));
    }

    private void offer(Runnable delivery) {
      if (mailbox.size() >= MAX_BEHIND) {
        if (missed.getAndIncrement() == 0) {
          LOG.warn("A listener is {} events behind and loses some", MAX_BEHIND);
        }
        return;
      }
      mailbox.post(delivery);
    }

    CompletableFuture<Void> told() {
      var told = new CompletableFuture<Void>();
      mailbox.post(() -> told.complete(null));
      return told;
    }

    private static void attempt(Runnable delivery, Object news) {
      try {
        delivery.run();
      } catch (RuntimeException | Error failure) {
        LOG.warn("A listener failed on \"{}\"", news, failure);
      }
    }
  }
}
