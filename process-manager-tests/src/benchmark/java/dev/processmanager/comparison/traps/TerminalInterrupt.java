package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Hosting;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// A terminal sends Ctrl+C to everybody in its foreground.
public final class TerminalInterrupt implements Trap<Contestant> {

  @Override
  public String title() {
    return "Ctrl+C in the host's terminal: its children are not hit";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Feature.OWN_SESSION.require(contestant);
    try (var host = Hosting.of(contestant, Listening.class, scene)) {
      scene.awaitPids(1);
      Scene.pause(Duration.ofMillis(100));
      host.interruptGroup();
      Scene.pause(Duration.ofMillis(500));
      return Verdict.when(scene.text("hit").isEmpty(), "SIGINT has hit it");
    }
  }

  /// In the host.
  public static final class Listening implements Hosting.Part<Contestant> {
    @Override
    public void play(Contestant contestant, Scene scene) throws Exception {
      contestant.start(
          scene.shell(
              "trap 'echo INT > "
                  + scene.file("hit")
                  + "; exit' INT; echo $$ >> PIDS; while :; do sleep 0.05; done"));
    }
  }
}
