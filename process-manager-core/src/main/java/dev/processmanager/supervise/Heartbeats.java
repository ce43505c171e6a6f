package dev.processmanager.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;

/// When anybody, be it through another host, has last said that one process is well. Safe for use
/// by many threads.
final class Heartbeats {

  /// Whoever beats more often is not written down each time.
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private record Beat(int generation, Instant at) {}

  private final IntSupplier present;
  private volatile Optional<Beat> last = Optional.empty();

  /// @param present the incarnation of the moment
  Heartbeats(IntSupplier present) {
    this.present = present;
  }

  /// {@return whether it is news of the present incarnation}
  boolean take(int generation, Instant at) {
    boolean isNews = generation == present.getAsInt() && !isKnown(at);
    if (isNews) {
      last = Optional.of(new Beat(generation, at));
    }
    return isNews;
  }

  /// Whether it is the last beat, or one beside it. Which is later the clock does not tell, since
  /// it may have been set.
  private boolean isKnown(Instant at) {
    return last()
        .filter(known -> Duration.between(known, at).abs().compareTo(BETWEEN) < 0)
        .isPresent();
  }

  /// Of the present incarnation.
  Optional<Instant> last() {
    return last.filter(beat -> beat.generation == present.getAsInt()).map(Beat::at);
  }
}
