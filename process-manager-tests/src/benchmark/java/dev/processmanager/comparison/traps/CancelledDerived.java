package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Most who cancel have a derived future at hand.
public final class CancelledDerived implements Trap<Contestant> {

  @Override
  public String title() {
    return "`cancel(true)` on a future derived by `thenApply`: the command is dead";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Future<?> future = contestant.submit(scene.shell("echo $$ >> PIDS; exec sleep 30"));
    if (!(future instanceof CompletableFuture<?> root)) {
      future.cancel(true);
      throw new NoSuchFeature("no CompletableFuture");
    }
    CompletableFuture<String> derived = root.thenApply(String::valueOf);
    scene.awaitPids(1);
    derived.cancel(true);
    return Verdict.when(scene.survivors(Duration.ofSeconds(3)) == 0, "it lives on");
  }
}
