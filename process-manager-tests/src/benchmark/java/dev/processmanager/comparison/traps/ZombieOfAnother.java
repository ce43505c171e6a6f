package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Processes;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// Who has ended but was not collected is still in the process table.
public final class ZombieOfAnother implements Trap<Contestant> {

  @Override
  public String title() {
    return "a zombie of another parent: does not run";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 30").start();
    try (var reader = parent.inputReader()) {
      long zombie = Long.parseLong(reader.readLine());
      Scene.await(Duration.ofSeconds(2), () -> Processes.isGone(zombie));
      return Verdict.when(!contestant.isRunning(zombie), "told as running")
          .and(contestant.isRunning(parent.pid()), "its parent is told as gone");
    } finally {
      parent.destroyForcibly();
    }
  }
}
