package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// Sums of times overflow.
public final class LongestLimit implements Trap<Contestant> {

  @Override
  public String title() {
    return "a time limit of 2^63 − 1 ms: the command just ends";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    if (contestant.host() != ProcessHandle.current().pid()) {
      throw new NoSuchFeature("has numbers of its own");
    }
    Outcome outcome =
        contestant.run(Order.shell("sleep 0.3").limit(Duration.ofMillis(Long.MAX_VALUE)));
    return Verdict.when(outcome.code() == 0 && !outcome.timedOut(), "told as " + outcome.end());
  }
}
