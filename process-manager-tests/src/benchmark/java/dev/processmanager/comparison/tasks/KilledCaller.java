package dev.processmanager.comparison.tasks;

import dev.processmanager.comparison.Hosting;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import dev.processmanager.comparison.Workers;
import dev.processmanager.comparison.Workers.Chore;
import java.time.Duration;

/// Workers must not outlive the one they work for.
public final class KilledCaller implements Trap<Workers> {

  @Override
  public String title() {
    return "the host is killed by `kill -9` during a call: its worker ends";
  }

  @Override
  public Verdict spring(Workers workers, Scene scene) throws Exception {
    try (var host = Hosting.of(workers, Sleeping.class, scene)) {
      scene.awaitPids(1);
      Scene.pause(Duration.ofMillis(100));
      host.kill();
      return Verdict.when(scene.survivors(Duration.ofSeconds(3)) == 0, "the worker lives on");
    }
  }

  /// In the host.
  public static final class Sleeping implements Hosting.Part<Workers> {
    @Override
    public void play(Workers workers, Scene scene) throws Exception {
      workers.begin(Chore.SLEEP, scene.file("pids"));
    }
  }
}
