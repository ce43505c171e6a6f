package dev.processmanager.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where processes are remembered. It remembers facts and decides nothing. The default is
/// [#inMemory()]. Implementations are safe for use by many threads.
public interface Registry extends AutoCloseable {

  /// {@return all entries, those of other hosts included}
  ///
  /// @throws RegistryException if they cannot be read
  List<Entry> entries();

  /// Changes one entry. Changes of one caller are made in the order of the calls.
  ///
  /// @param patch the change
  /// @return completes when it is written, or exceptionally with a [RegistryException]
  CompletableFuture<Void> apply(Patch patch);

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
  /// never a part; registering and forgetting are also synced to the disk.
  ///
  /// @param file the file; created, with its directories, when first written
  /// @throws RegistryException if it exists and cannot be read
  static Registry file(Path file) {
    return new FileRegistry(file);
  }
}
