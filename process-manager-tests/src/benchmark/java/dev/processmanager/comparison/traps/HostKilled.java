package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Hosting;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// A host that is killed cannot say goodbye.
public final class HostKilled implements Trap<Contestant> {

  @Override
  public String title() {
    return "the host is killed by `kill -9`: its children end, with theirs";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Feature.ENDS_WITH_KILLED_HOST.require(contestant);
    try (var host = Hosting.of(contestant, Family.class, scene)) {
      scene.awaitPids(2);
      Scene.pause(Duration.ofMillis(100));
      host.kill();
      long left = scene.survivors(Duration.ofSeconds(3));
      return Verdict.when(left == 0, left + " of 2 live on");
    }
  }

  /// In the host.
  public static final class Family implements Hosting.Part<Contestant> {
    @Override
    public void play(Contestant contestant, Scene scene) throws Exception {
      contestant.start(scene.shell("echo $$ >> PIDS; sleep 30 & echo $! >> PIDS; wait"));
    }
  }
}
