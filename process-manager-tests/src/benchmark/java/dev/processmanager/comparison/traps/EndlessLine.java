package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.util.concurrent.atomic.AtomicInteger;

/// A line that does not fit into memory.
public final class EndlessLine implements Trap<Contestant> {

  @Override
  public String title() {
    return "a line of 80 MB for a line listener, in a host with 64 MB: the run ends";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    var lines = new AtomicInteger();
    Outcome outcome =
        contestant.run(
            Order.shell("head -c 80000000 /dev/zero | tr '\\0' x; echo; echo end")
                .onLine(line -> lines.incrementAndGet()));
    return Verdict.when(outcome.code() == 0, "code " + outcome.code())
        .and(lines.get() >= 2, "only " + lines + " lines");
  }

  @Override
  public int megabytes() {
    return 64;
  }
}
