package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// `orTimeout` is the time limit that futures have.
public final class FutureOrTimeout implements Trap<Contestant> {

  @Override
  public String title() {
    return "`orTimeout(0.5 s)` on the future of a run: the command is dead";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Future<?> future = contestant.submit(scene.shell("echo $$ >> PIDS; exec sleep 30"));
    if (!(future instanceof CompletableFuture<?> root)) {
      future.cancel(true);
      throw new NoSuchFeature("no CompletableFuture");
    }
    scene.awaitPids(1);
    root.orTimeout(500, TimeUnit.MILLISECONDS);
    return Verdict.when(scene.survivors(Duration.ofSeconds(3)) == 0, "it lives on");
  }
}
