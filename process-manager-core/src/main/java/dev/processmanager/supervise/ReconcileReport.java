package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import java.util.List;
import java.util.Map;

/// What a host has found in the registry that it did not look after; see
/// `ProcessManager.loadRegistry`. Immutable.
///
/// @param adopted who runs and is looked after from now on
/// @param dead who has ended, or has been replaced by a stranger; noted as ended now
/// @param elsewhere whom another host looks after
/// @param unknown of whom it cannot be told who he is: neither touched nor forgotten
/// @param failed who runs and could not be adopted, and why, such as a registry that cannot be
///     written: neither touched nor forgotten
public record ReconcileReport(
    List<ManagedProcess> adopted,
    List<Entry.Key> dead,
    List<Entry.Key> elsewhere,
    List<Entry.Key> unknown,
    Map<Entry.Key, Throwable> failed) {

  /// Copies the lists and the map.
  ///
  /// @param adopted who runs and is looked after from now on
  /// @param dead who has ended
  /// @param elsewhere whom another host looks after
  /// @param unknown of whom it cannot be told who he is
  /// @param failed who could not be adopted, and why
  public ReconcileReport {
    adopted = List.copyOf(adopted);
    dead = List.copyOf(dead);
    elsewhere = List.copyOf(elsewhere);
    unknown = List.copyOf(unknown);
    failed = Map.copyOf(failed);
  }
}
