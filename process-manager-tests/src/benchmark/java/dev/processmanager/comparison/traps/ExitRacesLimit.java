package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// The end and the limit may come at the same moment.
public final class ExitRacesLimit implements Trap<Contestant> {

  private static final int RUNS = 30;

  @Override
  public String title() {
    return "30 commands that end about when the limit does: each told as one or the other";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    var delay = new AtomicInteger();
    var faults = new AtomicInteger();
    contestant.run(Order.of("true"));
    Scene.together(
        RUNS,
        () -> {
          int which = delay.getAndIncrement();
          Scene.pause(Duration.ofMillis(20L * which));
          String seconds = String.format(Locale.ROOT, "%.3f", 0.45 + 0.004 * which);
          Outcome outcome =
              contestant.run(
                  Order.shell("sleep " + seconds + "; echo done").limit(Duration.ofMillis(500)));
          boolean whole = outcome.code() == 0 && outcome.stdout().strip().equals("done");
          return faults.addAndGet(outcome.timedOut() || whole ? 0 : 1);
        });
    return Verdict.when(faults.get() == 0, faults + " of " + RUNS + " are told as neither");
  }
}
