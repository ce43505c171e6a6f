package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// Not every failure can be put together again by the caller.
public final class OddFailure implements Trap<Workers> {

  @Override
  public String title() {
    return "a failure that cannot be rebuilt: its message arrives, the next call works";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    return Failures.verdict(workers, Chore.ODD_FAILURE, "odd 1", scene);
  }
}
