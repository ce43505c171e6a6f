package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// Not everything can travel.
public final class UnserialisableResult implements Trap<Workers> {

  @Override
  public String title() {
    return "a result that cannot travel: the call fails, the next one works";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    return Failures.verdict(workers, Chore.UNSERIALISABLE, "", scene);
  }
}
