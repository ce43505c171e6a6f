package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;
import java.time.Duration;
import java.util.concurrent.Future;

/// A late answer to a call that was given up must not be taken for another.
public final class CancelledCall implements Trap<Workers> {

  @Override
  public String title() {
    return "a running call is cancelled: its work ends, the next call gets its own answer";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    Future<?> future = workers.submit(Chore.SLEEP, scene.file("pids"));
    scene.awaitPids(1);
    future.cancel(true);
    long left = scene.survivors(Duration.ofSeconds(3));
    int answer = workers.call(Chore.ANSWER, scene.file("pids"));
    return Verdict.when(left == 0, "the work goes on")
        .and(answer == Workers.ANSWER, "then got " + answer);
  }
}
