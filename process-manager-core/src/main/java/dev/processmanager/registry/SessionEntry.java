package dev.processmanager.registry;

import dev.processmanager.process.Fingerprint;
import java.time.Instant;
import java.util.Map;

/// A session that somebody has begun and not yet ended, as remembered in a [Registry]. Its owner
/// is remembered so that any later host can tell that nobody will end it any more, and do so: it
/// stops whatever belongs to the scope [Scope#session(String)] of that id, then says
/// [Patch.EndSession]. Immutable.
///
/// @param id its id
/// @param owner the host that has begun it
/// @param startedAt when that was
/// @param metadata what its owner noted
public record SessionEntry(
    String id, Fingerprint owner, Instant startedAt, Map<String, String> metadata) {

  /// Copies the metadata.
  ///
  /// @param id its id
  /// @param owner the host that has begun it
  /// @param startedAt when that was
  /// @param metadata what its owner noted
  public SessionEntry {
    metadata = Map.copyOf(metadata);
  }

  /// A session without notes.
  ///
  /// @param id its id
  /// @param owner the host that has begun it
  /// @param startedAt when that was
  public SessionEntry(String id, Fingerprint owner, Instant startedAt) {
    this(id, owner, startedAt, Map.of());
  }
}
