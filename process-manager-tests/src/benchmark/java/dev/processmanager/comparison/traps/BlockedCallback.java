package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Listeners are as slow as they like.
public final class BlockedCallback implements Trap<Contestant> {

  /// Enough for each thread that serves children to have one.
  private static final int COMMANDS = 8;

  @Override
  public String title() {
    return "a listener that blocks for 3 s: other commands run on";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    var entered = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    Order slow =
        Order.shell("echo hi")
            .onOutput(
                line -> {
                  entered.countDown();
                  awaited(leave);
                });
    var blocked = new FutureTask<>(() -> contestant.run(slow));
    Thread.ofPlatform().daemon().start(blocked);
    if (!entered.await(3, TimeUnit.SECONDS)) {
      blocked.get();
      return Verdict.wrong("the listener is never called");
    }
    long begin = System.nanoTime();
    Scene.together(COMMANDS, () -> contestant.run(Order.of("true")));
    long millis = (System.nanoTime() - begin) / 1_000_000;
    leave.countDown();
    return Verdict.when(millis < 2500, "other commands took " + millis + " ms");
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await(3, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
