package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// A daemon that a command leaves behind has its output pipe, too.
public final class GrandchildHoldsOutput implements Trap<Contestant> {

  @Override
  public String title() {
    return "a grandchild holds the output pipe: the result comes all the same";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    // The pause matters: without it the reader may be lucky at the exit.
    Outcome outcome = contestant.run(Order.shell("sleep 30 & echo hi; sleep 1; exit 7"));
    return Verdict.when(outcome.code() == 7, "code " + outcome.code() + " instead of 7")
        .and(outcome.stdout().strip().equals("hi"), "the output is lost");
  }
}
