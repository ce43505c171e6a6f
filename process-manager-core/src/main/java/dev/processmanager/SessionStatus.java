package dev.processmanager;

import java.time.Instant;
import java.util.Map;

/// What is known about a session at one instant. Immutable.
///
/// @param id its id
/// @param owner the process id of who has begun it
/// @param abandoned whether its owner has ended, so that any host may end it
/// @param startedAt when it was begun
/// @param metadata what its owner noted
public record SessionStatus(
    String id, long owner, boolean abandoned, Instant startedAt, Map<String, String> metadata) {

  /// Copies the metadata.
  ///
  /// @param id its id
  /// @param owner the process id of who has begun it
  /// @param abandoned whether its owner has ended
  /// @param startedAt when it was begun
  /// @param metadata what its owner noted
  public SessionStatus {
    metadata = Map.copyOf(metadata);
  }
}
