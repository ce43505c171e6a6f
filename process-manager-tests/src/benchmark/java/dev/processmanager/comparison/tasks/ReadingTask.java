package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// A task that reads must not take what is meant for its worker.
public final class ReadingTask implements Trap<Workers> {

  @Override
  public String title() {
    return "a task reads standard input: it is empty, and the next call works";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    int answer = workers.call(Chore.READ, scene.file("pids"));
    int next = workers.call(Chore.ANSWER, scene.file("pids"));
    return Verdict.when(answer == Workers.ANSWER, "got " + answer)
        .and(next == Workers.ANSWER, "then got " + next);
  }
}
