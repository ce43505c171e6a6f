package dev.processmanager.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Where processes are remembered. It remembers facts and decides nothing. The default is
/// [#inMemory()]. Implementations are safe for use by many threads.
///
/// Hosts name one to `ProcessManagerBuilder` and need none of its methods. One of one's own, such
/// as in a database, makes each [Patch] to what is stored at that moment, alone, and keeps the
/// result:
///
/// ```java
/// // within one transaction, for Patch.OfEntry; likewise for Patch.OfSession
/// Optional<Entry> after = change.applyTo(find(change.key())); // may throw a conflict
/// ```
public interface Registry extends AutoCloseable {

  /// {@return all entries as they are at this moment, those of other hosts included}
  ///
  /// @throws RegistryException if they cannot be read
  List<Entry> entries();

  /// {@return an entry as it is at this moment, whoever wrote it; empty if there is none}
  ///
  /// @param key scope and id
  /// @throws RegistryException if it cannot be read
  default Optional<Entry> find(Entry.Key key) {
    return entries().stream().filter(entry -> entry.key().equals(key)).findFirst();
  }

  /// {@return all sessions that were begun and not yet ended, those of other hosts included}
  ///
  /// @throws RegistryException if they cannot be read
  List<SessionEntry> sessions();

  /// Changes one entry or session. Changes of one caller are made in the order of the calls.
  ///
  /// @param patch the change
  /// @return completes when it is written, so that it survives this JVM; exceptionally with a
  ///     [RegistryException], which is a [RegistryConflictException] if the change was refused
  CompletableFuture<Void> apply(Patch patch);

  /// {@return a future that completes when all changes made before are written and survive a
  /// power cut, too; exceptionally with a [RegistryException]}
  CompletableFuture<Void> synced();

  /// {@return whether others may write to it, too, so that nobody may start what he does not see
  /// here; true by default}
  default boolean isShared() {
    return true;
  }

  /// {@return what was found to be lost so far, the oldest first; of many the last}
  default List<RegistryDamage> damages() {
    return List.of();
  }

  /// Names who is to hear of what was lost, and of what was before this call. A registry that
  /// cannot be damaged has nothing to tell.
  ///
  /// @param listener hears of each damage once; must not block
  default void onDamage(Consumer<RegistryDamage> listener) {}

  /// Waits until all is written. Closing twice is harmless.
  @Override
  void close();

  /// {@return a registry that forgets everything with this JVM}
  static Registry inMemory() {
    return new MemoryRegistry();
  }

  /// {@return a registry in a JSON file that outlives this JVM}
  ///
  /// The file is replaced as a whole by a rename, so that a reader sees the old or the new state,
  /// never a part; registering and forgetting are also synced to the disk. A change that finds the
  /// file locked by another process waits for 5 seconds at the most, and then fails with a
  /// [RegistryBusyException].
  ///
  /// @param file the file, on a disk of this machine, since locks and renames of network file
  ///     systems cannot be relied on; created, with its directories, when first written
  /// @throws RegistryException if it exists and cannot be read
  static Registry file(Path file) {
    return new FileRegistry(file);
  }
}
