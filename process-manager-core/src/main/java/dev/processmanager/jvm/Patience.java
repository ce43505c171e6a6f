package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// With JVMs that do not come up, or end before they have anything to do: one may fail by chance,
/// so there is another start after a while; starts that fail again and again are not tried any more
/// before somebody wants one anew. Guarded by the lock of whoever has it.
final class Patience {

  private static final int MOST_FAILURES = 3;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

  private int failures;
  private @Nullable Throwable last;

  /// How many failures are so recent that it is too early for another start.
  private int pauses;

  boolean allowsStart() {
    return pauses == 0 && failures < MOST_FAILURES;
  }

  /// Why there is no further start, if there is none.
  Optional<Throwable> exhaustedBy() {
    return failures < MOST_FAILURES ? Optional.empty() : Optional.ofNullable(last);
  }

  /// One has done something.
  void succeeded() {
    failures = 0;
  }

  void wantedAnew() {
    if (failures >= MOST_FAILURES) {
      failures = 0;
    }
  }

  /// {@return how long to wait before [#pauseIsOver] is called; empty if there is no further start}
  Optional<Duration> failed(Throwable why) {
    boolean inVain = why instanceof LaunchException refusal && refusal.isPermanent();
    failures = inVain ? MOST_FAILURES : failures + 1;
    last = why;
    if (failures >= MOST_FAILURES) {
      return Optional.empty();
    }
    pauses++;
    return Optional.of(AFTER_FAILURE.multipliedBy(failures));
  }

  void pauseIsOver() {
    pauses--;
  }
}
