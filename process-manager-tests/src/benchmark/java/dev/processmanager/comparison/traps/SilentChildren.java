package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// A blocked read of a pipe may hold a carrier of virtual threads.
public final class SilentChildren implements Trap<Contestant> {

  private static final int COMMANDS = 300;

  @Override
  public String title() {
    return "300 silent commands, each awaited by a virtual thread: other virtual threads run on";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    if (contestant.host() != ProcessHandle.current().pid()) {
      throw new NoSuchFeature("no virtual threads there");
    }
    for (int i = 0; i < COMMANDS; i++) {
      Order order = scene.shell("echo $$ >> PIDS; exec sleep 30");
      Thread.ofVirtual().start(new FutureTask<>(() -> contestant.run(order)));
    }
    scene.awaitPids(COMMANDS);
    var ticks = new AtomicInteger();
    Thread.ofVirtual().start(() -> tick(ticks));
    Scene.pause(Duration.ofSeconds(1));
    return Verdict.when(ticks.get() >= 10, ticks + " ticks of 10 ms in a second");
  }

  private static void tick(AtomicInteger ticks) {
    while (true) {
      Scene.pause(Duration.ofMillis(10));
      ticks.incrementAndGet();
    }
  }
}
