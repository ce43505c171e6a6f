package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Hosting;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// A host that goes takes its children along.
public final class HostExits implements Trap<Contestant> {

  @Override
  public String title() {
    return "the host exits with 10 children: nobody left, within 2 s";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Feature.ENDS_WITH_HOST.require(contestant);
    try (var host = Hosting.of(contestant, TenChildren.class, scene)) {
      scene.awaitPids(10);
      Scene.pause(Duration.ofMillis(500));
      boolean inTime = host.exit(Duration.ofSeconds(2));
      long left = scene.survivors(Duration.ofSeconds(2));
      return Verdict.when(inTime, "the exit took longer").and(left == 0, left + " of 10 live on");
    }
  }

  /// In the host.
  public static final class TenChildren implements Hosting.Part<Contestant> {
    @Override
    public void play(Contestant contestant, Scene scene) throws Exception {
      for (int i = 0; i < 10; i++) {
        contestant.start(scene.shell("echo $$ >> PIDS; exec sleep 30"));
      }
    }
  }
}
