package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// 137 is a code like any other.
public final class SignalOrCode implements Trap<Contestant> {

  @Override
  public String title() {
    return "killed by signal 9, `exit 137`, `exit 9`: three different ends";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    String killed = contestant.run(Order.shell("kill -s KILL $$")).end();
    String shells = contestant.run(Order.shell("exit 137")).end();
    String number = contestant.run(Order.shell("exit 9")).end();
    return Verdict.when(!killed.equals(shells), "killed looks like exit 137: " + killed)
        .and(!killed.equals(number), "killed looks like exit 9: " + killed);
  }
}
