package dev.processmanager.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Entries that nobody else sees.
final class MemoryRegistry implements Registry {

  private final Contents contents = new Contents();

  @Override
  public synchronized List<Entry> entries() {
    return contents.entries();
  }

  @Override
  public synchronized Optional<Entry> find(Entry.Key key) {
    return contents.find(key);
  }

  @Override
  public synchronized List<SessionEntry> sessions() {
    return contents.sessions();
  }

  @Override
  public synchronized CompletableFuture<Void> apply(Patch patch) {
    try {
      contents.apply(patch);
      return synced();
    } catch (RegistryConflictException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public CompletableFuture<Void> synced() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
