package dev.processmanager.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Entries and sessions. Not safe for use by several threads.
final class Contents {

  private final Map<Entry.Key, Entry> entries = new LinkedHashMap<>();
  private final Map<String, SessionEntry> sessions = new LinkedHashMap<>();

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  Optional<Entry> find(Entry.Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  List<SessionEntry> sessions() {
    return List.copyOf(sessions.values());
  }

  /// @throws RegistryConflictException if it is refused; nothing has changed then
  void apply(Patch patch) {
    switch (patch) {
      case Patch.OfEntry change -> apply(entries, change.key(), change::applyTo);
      case Patch.OfSession change -> apply(sessions, change.id(), change::applyTo);
    }
  }

  private static <K, V> void apply(
      Map<K, V> stored, K key, Function<Optional<V>, Optional<V>> change) {
    change
        .apply(Optional.ofNullable(stored.get(key)))
        .ifPresentOrElse(value -> stored.put(key, value), () -> stored.remove(key));
  }
}
