package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Hosting;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// A service goes on when the host that started it is gone.
public final class OutlivedHost implements Trap<Contestant> {

  @Override
  public String title() {
    return "a command that is to outlive its host, which is killed: it writes on";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    try (var host = Hosting.of(contestant, Service.class, scene)) {
      scene.awaitPids(1);
      host.kill();
      Scene.pause(Duration.ofMillis(500));
      long before = scene.text("log").lines().count();
      Scene.pause(Duration.ofSeconds(1));
      long after = scene.text("log").lines().count();
      return Verdict.when(scene.survivors(Duration.ZERO) == 1, "it has died with its host")
          .and(after > before, "it writes no more");
    }
  }

  /// In the host.
  public static final class Service implements Hosting.Part<Contestant> {
    @Override
    public void play(Contestant contestant, Scene scene) throws Exception {
      contestant.startToOutlive(
          scene.shell(
              "echo $$ >> PIDS; for i in $(seq 1 100); do echo line || exit 1; sleep 0.1; done"),
          scene.file("log"));
    }
  }
}
