package dev.processmanager.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a stop did. Immutable. Of what was at rest already, all lists but the first are empty.
///
/// @param ids the handles it was about
/// @param asked who was asked to end
/// @param forced who had to be forced
/// @param survivors who could not be ended, or was never proven to have ended
public record StopReport(
    List<String> ids, List<Identity> asked, List<Identity> forced, List<Identity> survivors) {

  /// Copies the lists.
  ///
  /// @param ids the handles it was about
  /// @param asked who was asked to end
  /// @param forced who had to be forced
  /// @param survivors who could not be ended
  public StopReport {
    ids = List.copyOf(ids);
    asked = List.copyOf(asked);
    forced = List.copyOf(forced);
    survivors = List.copyOf(survivors);
  }

  /// {@return the report of a stop that found nothing to do}
  ///
  /// @param ids the handles it was about
  public static StopReport nothingToDo(String... ids) {
    return new StopReport(List.of(ids), List.of(), List.of(), List.of());
  }

  /// {@return several reports as one}
  ///
  /// @param reports the reports, in order
  public static StopReport of(Collection<StopReport> reports) {
    var ids = new ArrayList<String>();
    var asked = new ArrayList<Identity>();
    var forced = new ArrayList<Identity>();
    var survivors = new ArrayList<Identity>();
    for (StopReport report : reports) {
      ids.addAll(report.ids);
      asked.addAll(report.asked);
      forced.addAll(report.forced);
      survivors.addAll(report.survivors);
    }
    return new StopReport(ids, asked, forced, survivors);
  }

  /// {@return whether nobody survived}
  public boolean complete() {
    return survivors.isEmpty();
  }
}
