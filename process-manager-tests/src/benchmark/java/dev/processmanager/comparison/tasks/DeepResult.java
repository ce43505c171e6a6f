package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// Graphs are deeper than stacks.
public final class DeepResult implements Trap<Workers> {

  @Override
  public String title() {
    return "a result of 5,000 nested lists: it arrives";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    int depth = workers.call(Chore.DEEP, scene.file("pids"));
    return Verdict.when(depth == Workers.DEPTH, "depth " + depth);
  }
}
