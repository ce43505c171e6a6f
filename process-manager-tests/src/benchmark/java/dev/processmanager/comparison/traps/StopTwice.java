package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Started;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// A stop may come late, or again.
public final class StopTwice implements Trap<Contestant> {

  @Override
  public String title() {
    return "stop of what has ended, and again: no failure, the result stays";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Started started = contestant.start(Order.shell("exit 5"));
    int code = started.outcome().code();
    started.stop();
    started.stop();
    return Verdict.when(code == 5, "code " + code + " instead of 5")
        .and(started.outcome().code() == 5, "then code " + started.outcome().code());
  }
}
