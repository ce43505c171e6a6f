package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// Code 0 after a time limit is no success.
public final class LateSuccess implements Trap<Contestant> {

  @Override
  public String title() {
    return "time limit 0.5 s, the command exits with 0 when asked: told as timed out";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Order order = scene.shell("trap 'exit 0' TERM; echo $$ >> PIDS; while :; do sleep 0.05; done");
    Outcome outcome = contestant.run(order.limit(Duration.ofMillis(500)));
    return Verdict.when(outcome.timedOut(), "told as " + outcome.end())
        .and(scene.survivors(Duration.ofSeconds(1)) == 0, "it lives on");
  }
}
