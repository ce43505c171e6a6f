package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at a shared registry in a rhythm, so that what other hosts have written about processes of
/// this one is noticed within a second.
final class RegistryWatch {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");
  static final Duration RHYTHM = Duration.ofMillis(500);

  private final Habitat habitat;
  private final AtomicBoolean begun = new AtomicBoolean();

  RegistryWatch(Habitat habitat) {
    this.habitat = habitat;
  }

  /// Begins with the first process that there is to look after.
  void begin() {
    if (habitat.registry().isShared() && begun.compareAndSet(false, true)) {
      lookLater();
    }
  }

  private void lookLater() {
    if (!habitat.isClosing()) {
      habitat.time().after(RHYTHM, this::look);
    }
  }

  /// The registry may be closed, and its file be gone, by the time the last look is due.
  private void look() {
    if (habitat.isClosing()) {
      return;
    }
    try {
      List<Entry> entries = habitat.registry().entries();
      for (Entry entry : entries) {
        habitat.neighbours().find(entry.key()).ifPresent(known -> known.heard(entry));
      }
    } catch (RegistryException unreadable) {
      LOG.debug("The registry cannot be looked at now", unreadable);
    } finally {
      lookLater();
    }
  }
}
