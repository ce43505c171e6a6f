package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// What is expected of a time limit.
final class Limits {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final long MOST_MILLIS = 4500;

  private Limits() {}

  /// Tries an order that does not end in time.
  static Verdict verdict(Contestant contestant, Order order, Scene scene) throws Exception {
    long begin = System.nanoTime();
    Outcome outcome = contestant.run(order.limit(LIMIT));
    long millis = (System.nanoTime() - begin) / 1_000_000;
    long left = scene.survivors(Duration.ofSeconds(2));
    return Verdict.when(outcome.timedOut(), "told as " + outcome.end())
        .and(millis < MOST_MILLIS, "told after " + millis + " ms")
        .and(left == 0, left + " of those started live on");
  }
}
