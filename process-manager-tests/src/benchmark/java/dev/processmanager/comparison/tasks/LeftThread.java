package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// Threads that a task leaves behind may hold its process.
public final class LeftThread implements Trap<Workers> {

  @Override
  public String title() {
    return "a task leaves a thread behind that never ends: the pool can be closed";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    int answer = workers.call(Chore.LEAVE_THREAD, scene.file("pids"));
    workers.close();
    return Verdict.when(answer == Workers.ANSWER, "got " + answer);
  }
}
