package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Started;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// A stop must not wait for a pipe that nobody reads.
public final class StopWhileWriting implements Trap<Contestant> {

  @Override
  public String title() {
    return "stop while 1 MiB of input waits and a grandchild holds the pipe: done within 5 s";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Order order = scene.shell("echo $$ >> PIDS; sleep 30 <&0 & echo $! >> PIDS; wait");
    Started started = contestant.start(order.input(new byte[1 << 20]));
    scene.awaitPids(2);
    long begin = System.nanoTime();
    started.stop();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    return Verdict.when(millis < 5000, "the stop took " + millis + " ms");
  }
}
