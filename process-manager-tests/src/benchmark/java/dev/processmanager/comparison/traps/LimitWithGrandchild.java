package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// A time limit is for all that was started.
public final class LimitWithGrandchild implements Trap<Contestant> {

  @Override
  public String title() {
    return "time limit 1 s, the shell waits for a `sleep`: told in time, nobody left";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Order order = scene.shell("echo $$ >> PIDS; sleep 30 & echo $! >> PIDS; wait");
    return Limits.verdict(contestant, order, scene);
  }
}
