package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// More output than memory.
public final class Flood implements Trap<Contestant> {

  @Override
  public String title() {
    return "120 MB of output captured by a host with 64 MB: the run ends, cut or whole";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Feature.CAPTURES.require(contestant);
    Outcome outcome = contestant.run(Order.shell("yes 0123456789abcdef | head -c 120000000"));
    return Verdict.when(outcome.code() == 0, "code " + outcome.code())
        .and(!outcome.stdout().isEmpty(), "nothing is captured");
  }

  @Override
  public int megabytes() {
    return 64;
  }
}
