package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Started;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// What a command prints when it is asked to end belongs to its output.
public final class LastWords implements Trap<Contestant> {

  @Override
  public String title() {
    return "last words at a polite stop: in the output, with the code";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Started started =
        contestant.start(
            scene.shell(
                "trap 'echo bye; exit 3' TERM; echo up; echo $$ >> PIDS; while :; do sleep 0.05; done"));
    scene.awaitPids(1);
    started.stop();
    Outcome outcome = started.outcome();
    return Verdict.when(outcome.code() == 3, "code " + outcome.code() + " instead of 3")
        .and(
            outcome.stdout().strip().equals("up\nbye"),
            "the output is '" + outcome.stdout().strip().replace('\n', ' ') + "'");
  }
}
