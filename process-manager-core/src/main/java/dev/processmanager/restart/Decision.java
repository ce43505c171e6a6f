package dev.processmanager.restart;

import java.time.Duration;

/// What follows when a run has ended: what a [RestartPolicy] answers. Immutable.
public sealed interface Decision {

  /// Run it again.
  ///
  /// @param after how long to wait; zero for at once
  /// @param attempt which restart in a row this is, from 1
  record Restart(Duration after, int attempt) implements Decision {

    /// Refuses what means nothing.
    ///
    /// @param after how long to wait
    /// @param attempt which restart in a row this is
    /// @throws IllegalArgumentException if the wait is negative, or the number is less than 1
    public Restart {
      if (after.isNegative()) {
        throw new IllegalArgumentException("after must not be negative: " + after);
      }
      if (attempt < 1) {
        throw new IllegalArgumentException("attempt must be at least 1, not " + attempt);
      }
    }
  }

  /// Leave it ended.
  ///
  /// @param success whether that is a success, so that it is `STOPPED` and not `FAILED`
  record Finish(boolean success) implements Decision {}

  /// Give it up: `FATAL` until an operator starts it.
  ///
  /// @param reason why, for people
  record GiveUp(String reason) implements Decision {}

  /// {@return the decision to run it again, counted as one more in the row}
  ///
  /// @param after how long to wait; zero for at once
  /// @param ended what is decided on
  /// @throws IllegalArgumentException if the wait is negative
  static Decision restart(Duration after, Ended ended) {
    return new Restart(after, ended.restartsInRow() + 1);
  }

  /// {@return the decision to leave it ended, a success if the run was one}
  ///
  /// @param ended what is decided on
  static Decision finish(Ended ended) {
    return new Finish(ended.success());
  }

  /// {@return the decision to give it up}
  ///
  /// @param reason why, for people
  static Decision giveUp(String reason) {
    return new GiveUp(reason);
  }
}
