package dev.processmanager.registry;

/// A change of a single entry. Nobody ever saves "all entries": what others wrote stays. Immutable.
public sealed interface Patch {

  /// {@return which entry it changes}
  Entry.Key key();

  /// Writes an entry, new or not.
  ///
  /// @param entry the entry
  record Put(Entry entry) implements Patch {
    @Override
    public Entry.Key key() {
      return entry.key();
    }
  }

  /// Forgets an entry; one that is not there is no error.
  ///
  /// @param key which
  record Remove(Entry.Key key) implements Patch {}
}
