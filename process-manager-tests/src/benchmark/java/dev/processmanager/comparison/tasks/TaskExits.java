package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;

/// A library deep inside a task may call exit.
public final class TaskExits implements Trap<Workers> {

  @Override
  public String title() {
    return "a task ends its process with code 3: the call fails, says so, and the next one works";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    return Failures.verdict(workers, Chore.EXIT, "3", scene);
  }
}
