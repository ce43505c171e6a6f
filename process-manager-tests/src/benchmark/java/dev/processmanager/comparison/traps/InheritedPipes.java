package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A child that starts at the wrong moment may inherit the pipes of another.
public final class InheritedPipes implements Trap<Contestant> {

  private static final int PAIRS = 40;

  @Override
  public String title() {
    return "40 commands wait for the end of their input while 40 others start: all see it";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    var next = new AtomicInteger();
    Scene.together(
        2 * PAIRS,
        () -> {
          if (next.getAndIncrement() % 2 == 0) {
            return contestant.start(Order.of("sleep", "30"));
          }
          return contestant.run(Order.of("cat").input("hi".getBytes(StandardCharsets.UTF_8)));
        });
    return Verdict.right();
  }
}
