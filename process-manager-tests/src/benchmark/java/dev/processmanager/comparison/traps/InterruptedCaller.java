package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// An interrupt is how Java asks to give up.
public final class InterruptedCaller implements Trap<Contestant> {

  @Override
  public String title() {
    return "the caller is interrupted: it returns and knows it, the command is dead";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    if (contestant.host() != ProcessHandle.current().pid()) {
      throw new NoSuchFeature("no interrupts there");
    }
    Order order = scene.shell("echo $$ >> PIDS; exec sleep 30");
    var told = new CompletableFuture<Boolean>();
    Thread caller =
        Thread.ofPlatform().daemon().start(() -> told.complete(isTold(contestant, order)));
    scene.awaitPids(1);
    Scene.pause(Duration.ofMillis(200));
    caller.interrupt();
    boolean knows = told.get();
    return Verdict.when(knows, "neither InterruptedException nor flag")
        .and(scene.survivors(Duration.ofSeconds(3)) == 0, "the command lives on");
  }

  private static boolean isTold(Contestant contestant, Order order) {
    try {
      contestant.run(order);
    } catch (Exception failure) {
      return Thread.currentThread().isInterrupted() || isInterrupt(failure);
    }
    return Thread.currentThread().isInterrupted();
  }

  /// A cause tells, too.
  private static boolean isInterrupt(Throwable failure) {
    return failure instanceof InterruptedException
        || failure.getCause() != null && isInterrupt(failure.getCause());
  }
}
