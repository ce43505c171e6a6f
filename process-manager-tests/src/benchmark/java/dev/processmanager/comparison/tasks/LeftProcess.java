package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;
import java.time.Duration;

/// What a task has started is nobody else's to end.
public final class LeftProcess implements Trap<Workers> {

  @Override
  public String title() {
    return "a task leaves a process behind: the result arrives, and nobody is left after the pool is closed";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    int answer = workers.call(Chore.LEAVE_CHILD, scene.file("pids"));
    workers.close();
    return Verdict.when(answer == Workers.ANSWER, "got " + answer)
        .and(scene.survivors(Duration.ofSeconds(3)) == 0, "the process lives on");
  }
}
