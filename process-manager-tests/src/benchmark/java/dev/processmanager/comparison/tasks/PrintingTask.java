package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// A task that prints must not damage the answers.
public final class PrintingTask implements Trap<Workers> {

  @Override
  public String title() {
    return "a task prints 10 MB: its result arrives";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    int answer = workers.call(Chore.PRINT, scene.file("pids"));
    return Verdict.when(answer == Workers.ANSWER, "got " + answer);
  }
}
