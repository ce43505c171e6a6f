package dev.processmanager.registry;

import java.nio.file.Path;

/// What was lost when a registry was found damaged, and what was not; a `ProcessListener` hears
/// of it. Immutable.
///
/// @param file the registry
/// @param problem what is wrong with it, with line and column where they can be told
/// @param intact how many entries and sessions were still readable
/// @param fromBackup how many came back from the generation before, with what was known then
/// @param lost how many are lost, at most
public record RegistryDamage(Path file, String problem, int intact, int fromBackup, int lost) {

  /// {@return all of it in a sentence}
  @Override
  public String toString() {
    return "The registry %s is damaged (%s): %d intact, %d from the backup, at most %d lost"
        .formatted(file, problem, intact, fromBackup, lost);
  }
}
