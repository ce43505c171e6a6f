package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;
import java.util.concurrent.Future;

/// Who cancels a future wants what is behind it to end.
public final class CancelledFuture implements Trap<Contestant> {

  @Override
  public String title() {
    return "`cancel(true)` on the future of a run: the command is dead";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Future<?> future = contestant.submit(scene.shell("echo $$ >> PIDS; exec sleep 30"));
    scene.awaitPids(1);
    Scene.pause(Duration.ofMillis(100));
    boolean cancelled = future.cancel(true);
    return Verdict.when(cancelled, "cancel() says false")
        .and(scene.survivors(Duration.ofSeconds(3)) == 0, "it lives on");
  }
}
