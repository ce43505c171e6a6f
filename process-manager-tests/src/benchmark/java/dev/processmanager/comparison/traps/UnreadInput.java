package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// Not everybody reads what is sent.
public final class UnreadInput implements Trap<Contestant> {

  @Override
  public String title() {
    return "1 MiB of input to a command that reads none: no failure";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    for (int i = 0; i < 5; i++) {
      Outcome outcome = contestant.run(Order.of("true").input(new byte[1 << 20]));
      if (outcome.code() != 0) {
        return Verdict.wrong("code " + outcome.code());
      }
    }
    return Verdict.right();
  }
}
