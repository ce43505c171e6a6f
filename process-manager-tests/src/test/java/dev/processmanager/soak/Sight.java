package dev.processmanager.soak;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.SessionEntry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be seen of everything at one moment.
///
/// @param host what the host tells, if there is one
/// @param entries what another host would read, by ids
/// @param carriers who has the mark of a process or comes from it, and lives, by ids
record Sight(
    Optional<Told> host,
    Map<String, Entry> entries,
    List<SessionEntry> sessions,
    Map<String, Trace> traces,
    Map<String, List<Long>> carriers) {

  /// What one process has left.
  ///
  /// @param notes the numbers under which it has run, one for each run
  /// @param log what it has printed last
  record Trace(List<Long> notes, String log) {}

  /// What a host tells of one process.
  record Status(String id, String state, int generation, int restarts, long pid, String exit)
      implements Serializable {}

  /// What a host tells.
  ///
  /// @param tasks which functions run within it
  /// @param zombies how many of its children nobody has collected
  record Told(ArrayList<Status> statuses, HashSet<String> tasks, long zombies)
      implements Serializable {

    Optional<Status> of(String id) {
      return statuses.stream().filter(status -> status.id().equals(id)).findFirst();
    }
  }
}
