package dev.processmanager.restart;

import dev.processmanager.process.Exit;
import java.time.Duration;
import java.util.List;

/// What a [RestartPolicy] decides on: one run that has ended without an operator asking for it.
/// Immutable.
///
/// @param cause why it ended
/// @param exit how it ended; for a failed launch [Exit.Threw] with the reason
/// @param success whether it ended by itself and as its description expects
/// @param uptime how long it ran, from the monotonic times of launch and exit; zero if it never did
/// @param wasHealthy whether its health checks have passed in this run; false without checks
/// @param restartsInRow how many restarts in a row led to this run, as last told by
///     [Decision.Restart#attempt()]; 0 after an operator's start
/// @param restarts all restarts of the process so far; never reset
/// @param recentRestarts how long ago, by the wall clock, its latest restarts were, the latest
///     first; no more than [#MOST_RECENT], and none from before an operator's start
public record Ended(
    Cause cause,
    Exit exit,
    boolean success,
    Duration uptime,
    boolean wasHealthy,
    int restartsInRow,
    int restarts,
    List<Duration> recentRestarts) {

  /// How many of the latest restarts are remembered.
  public static final int MOST_RECENT = 100;

  /// Copies the list.
  ///
  /// @param cause why it ended
  /// @param exit how it ended
  /// @param success whether it ended by itself and as its description expects
  /// @param uptime how long it ran
  /// @param wasHealthy whether its health checks have passed in this run
  /// @param restartsInRow how many restarts in a row led to this run
  /// @param restarts all restarts of the process so far
  /// @param recentRestarts how long ago its latest restarts were, the latest first
  public Ended {
    recentRestarts = List.copyOf(recentRestarts);
  }

  /// An end of which no recent restarts are known.
  ///
  /// @param cause why it ended
  /// @param exit how it ended
  /// @param success whether it ended by itself and as its description expects
  /// @param uptime how long it ran
  /// @param wasHealthy whether its health checks have passed in this run
  /// @param restartsInRow how many restarts in a row led to this run
  /// @param restarts all restarts of the process so far
  public Ended(
      Cause cause,
      Exit exit,
      boolean success,
      Duration uptime,
      boolean wasHealthy,
      int restartsInRow,
      int restarts) {
    this(cause, exit, success, uptime, wasHealthy, restartsInRow, restarts, List.of());
  }

  /// {@return how many of the recent restarts were no longer ago than that}
  ///
  /// @param window how long ago, inclusive; no more than [#MOST_RECENT] are ever counted
  public int restartsWithin(Duration window) {
    int count = 0;
    while (count < recentRestarts.size() && recentRestarts.get(count).compareTo(window) <= 0) {
      count++;
    }
    return count;
  }

  Ended judged(boolean success, int restartsInRow) {
    return new Ended(
        cause, exit, success, uptime, wasHealthy, restartsInRow, restarts, recentRestarts);
  }
}
