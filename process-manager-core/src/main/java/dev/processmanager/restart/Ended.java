package dev.processmanager.restart;

import dev.processmanager.process.Exit;
import java.time.Duration;

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
public record Ended(
    Cause cause,
    Exit exit,
    boolean success,
    Duration uptime,
    boolean wasHealthy,
    int restartsInRow,
    int restarts) {

  Ended judged(boolean success, int restartsInRow) {
    return new Ended(cause, exit, success, uptime, wasHealthy, restartsInRow, restarts);
  }
}
