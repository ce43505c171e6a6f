package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// A request to end may be ignored.
public final class TermIgnored implements Trap<Contestant> {

  @Override
  public String title() {
    return "time limit 1 s, `TERM` is ignored: told in time, dead";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Order order = scene.shell("trap '' TERM; echo $$ >> PIDS; exec sleep 30");
    return Limits.verdict(contestant, order, scene);
  }
}
