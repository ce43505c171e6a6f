package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Started;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// A daemon leaves the tree and the session.
public final class EscapedDaemon implements Trap<Contestant> {

  @Override
  public String title() {
    return "stop of a tree with a daemon in a session of its own: nobody left";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Feature.STOPS_TREES.require(contestant);
    Started started =
        contestant.start(
            scene.shell(
                "echo $$ >> PIDS; (setsid sh -c 'echo $$ >> PIDS; exec sleep 30' &) ; exec sleep 30"));
    scene.awaitPids(2);
    Scene.pause(Duration.ofMillis(200));
    started.stop();
    long left = scene.survivors(Duration.ofSeconds(3));
    return Verdict.when(left == 0, left + " of 2 live on");
  }
}
