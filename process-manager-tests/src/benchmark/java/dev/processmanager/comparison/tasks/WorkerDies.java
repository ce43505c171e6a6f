package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// A worker may die of whatever a task does.
public final class WorkerDies implements Trap<Workers> {

  @Override
  public String title() {
    return "a worker is killed during a call: the call fails, the next one works";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    return Failures.verdict(workers, Chore.DIE, "", scene);
  }
}
