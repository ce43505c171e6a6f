package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Started;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// Who ends first does not take the others along.
public final class StubbornGrandchild implements Trap<Contestant> {

  @Override
  public String title() {
    return "stop: the shell ends at once, its child ignores `TERM`: nobody left";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Started started =
        contestant.start(
            scene.shell(
                "echo $$ >> PIDS; (trap '' TERM; exec sleep 30) & echo $! >> PIDS; sleep 0.2; wait"));
    scene.awaitPids(2);
    Scene.pause(Duration.ofMillis(300));
    started.stop();
    long left = scene.survivors(Duration.ofSeconds(3));
    return Verdict.when(left == 0, left + " of 2 live on");
  }
}
