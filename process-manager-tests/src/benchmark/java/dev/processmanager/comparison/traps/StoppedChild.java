package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Processes;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Started;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.time.Duration;

/// A stopped process does not even hear that it shall end.
public final class StoppedChild implements Trap<Contestant> {

  @Override
  public String title() {
    return "stop of a process that `SIGSTOP` has halted: dead";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Started started = contestant.start(scene.shell("echo $$ >> PIDS; kill -s STOP $$; sleep 30"));
    scene.awaitPids(1);
    long pid = Long.parseLong(scene.text("pids").strip());
    Scene.await(Duration.ofSeconds(1), () -> Processes.isStopped(pid));
    started.stop();
    return Verdict.when(scene.survivors(Duration.ofSeconds(3)) == 0, "it is still there");
  }
}
