package dev.processmanager.registry;

import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is remembered about one process. Holds no environment values. Immutable.
///
/// @param key scope and id
/// @param kind its kind
/// @param description what it runs, without secrets
/// @param workingDirectory where it runs, if not in the host's directory
/// @param logFile where its output goes, if to a file
/// @param metadata what its owner noted
/// @param state its state
/// @param generation its incarnation
/// @param restarts all its restarts so far
/// @param identity who it is, while it runs
/// @param exit how it last ended, in words
/// @param createdAt when it was registered
/// @param startedAt when its incarnation was launched
/// @param updatedAt when this was written
public record Entry(
    Key key,
    ProcessKind kind,
    String description,
    Optional<Path> workingDirectory,
    Optional<Path> logFile,
    Map<String, String> metadata,
    ProcessState state,
    int generation,
    int restarts,
    Optional<Identity.OfProcess> identity,
    Optional<String> exit,
    Instant createdAt,
    Optional<Instant> startedAt,
    Instant updatedAt) {

  /// Scope and id, which together name a process.
  ///
  /// @param scope the scope
  /// @param id the id within it
  public record Key(Scope scope, String id) {

    /// {@return the id, with its scope unless that is the global one}
    @Override
    public String toString() {
      return scope.type() == Scope.Type.GLOBAL ? id : scope + "/" + id;
    }
  }

  /// Copies the metadata.
  ///
  /// @param key scope and id
  /// @param kind its kind
  /// @param description what it runs
  /// @param workingDirectory where it runs
  /// @param logFile where its output goes
  /// @param metadata what its owner noted
  /// @param state its state
  /// @param generation its incarnation
  /// @param restarts all its restarts so far
  /// @param identity who it is
  /// @param exit how it last ended
  /// @param createdAt when it was registered
  /// @param startedAt when its incarnation was launched
  /// @param updatedAt when this was written
  public Entry {
    metadata = Map.copyOf(metadata);
  }
}
