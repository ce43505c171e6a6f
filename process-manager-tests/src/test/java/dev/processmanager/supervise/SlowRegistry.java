package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.SessionEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A registry that may take its time to tell about one process. All else it does at once, since in
/// manual time whatever is done in a rhythm is done by the test.
final class SlowRegistry implements Registry {

  private final Registry registry;
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile CountDownLatch answer = new CountDownLatch(0);

  SlowRegistry(Registry registry) {
    this.registry = registry;
  }

  /// Until [#answers()].
  void keepsSilent() {
    answer = new CountDownLatch(1);
  }

  void answers() {
    answer.countDown();
  }

  /// Whether somebody waits, or has waited, for an answer.
  boolean isAsked() {
    return asked.getCount() == 0;
  }

  private Registry awake() {
    if (answer.getCount() > 0) {
      asked.countDown();
    }
    try {
      answer.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return registry;
  }

  @Override
  public List<Entry> entries() {
    return registry.entries();
  }

  @Override
  public Optional<Entry> find(Entry.Key key) {
    return awake().find(key);
  }

  @Override
  public List<SessionEntry> sessions() {
    return registry.sessions();
  }

  @Override
  public CompletableFuture<Void> apply(Patch patch) {
    return registry.apply(patch);
  }

  @Override
  public CompletableFuture<Void> synced() {
    return registry.synced();
  }

  @Override
  public void close() {
    registry.close();
  }
}
