package dev.processmanager.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Entries in a map.
final class MemoryRegistry implements Registry {

  private final Map<Entry.Key, Entry> entries = new ConcurrentHashMap<>();

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  @Override
  public CompletableFuture<Void> apply(Patch patch) {
    switch (patch) {
      case Patch.Put(Entry entry) -> entries.put(entry.key(), entry);
      case Patch.Remove(Entry.Key key) -> entries.remove(key);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
