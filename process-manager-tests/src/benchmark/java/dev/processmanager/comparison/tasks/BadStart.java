package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import java.io.IOException;

/// One who waits for a worker to call back may wait forever.
public final class BadStart implements Trap<Workers> {

  @Override
  public String title() {
    return "workers that cannot come up: the call fails";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    try {
      int answer = workers.callWithoutStart(scene.file("pids"));
      return Verdict.wrong("got " + answer);
    } catch (IOException | RuntimeException asExpected) {
      return Verdict.right();
    }
  }
}
