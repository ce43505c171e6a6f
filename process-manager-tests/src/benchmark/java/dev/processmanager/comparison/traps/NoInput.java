package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// A command must not wait for a terminal that belongs to the host.
public final class NoInput implements Trap<Contestant> {

  @Override
  public String title() {
    return "no input given: the command reads the end of file";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Outcome outcome = contestant.run(Order.of("cat"));
    return Verdict.when(outcome.code() == 0, "code " + outcome.code());
  }
}
