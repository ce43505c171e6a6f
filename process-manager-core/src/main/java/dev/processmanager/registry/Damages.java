package dev.processmanager.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was lost of a file, for all who use it.
final class Damages implements Consumer<RegistryDamage> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.registry");
  private static final int MOST = 10;

  private final Deque<RegistryDamage> found = new ArrayDeque<>();
  private final List<Consumer<RegistryDamage>> listeners = new ArrayList<>();

  @Override
  public synchronized void accept(RegistryDamage damage) {
    LOG.warn("{}", damage);
    found.addLast(damage);
    if (found.size() > MOST) {
      found.removeFirst();
    }
    listeners.forEach(listener -> tell(listener, damage));
  }

  synchronized List<RegistryDamage> found() {
    return List.copyOf(found);
  }

  synchronized void listen(Consumer<RegistryDamage> listener) {
    found.forEach(damage -> tell(listener, damage));
    listeners.add(listener);
  }

  synchronized void forget(List<Consumer<RegistryDamage>> gone) {
    listeners.removeAll(gone);
  }

  private static void tell(Consumer<RegistryDamage> listener, RegistryDamage damage) {
    Thread.startVirtualThread(() -> listener.accept(damage));
  }
}
