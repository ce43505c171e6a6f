package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Processes;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;

/// What is printed right before the end must not be lost, however often.
public final class BurstAtExit implements Trap<Contestant> {

  private static final int RUNS = 40;
  private static final int LEEWAY = 12;

  @Override
  public String title() {
    return "40 bursts of 10 kB right before the exit: nothing lost, nothing left open";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Order order = Order.shell("seq 1 2000");
    String expected = contestant.run(order).stdout().strip();
    long files = Processes.files(contestant.host());
    long threads = Processes.threads(contestant.host());
    int cut = 0;
    for (int i = 0; i < RUNS; i++) {
      cut += contestant.run(order).stdout().strip().equals(expected) ? 0 : 1;
    }
    long moreFiles = Processes.files(contestant.host()) - files;
    long moreThreads = Processes.threads(contestant.host()) - threads;
    long zombies = Processes.zombies(contestant.host());
    return Verdict.when(expected.endsWith("1999\n2000"), "the first output is cut")
        .and(cut == 0, cut + " of " + RUNS + " outputs are cut")
        .and(moreFiles <= LEEWAY, moreFiles + " files are left open")
        .and(moreThreads <= LEEWAY, moreThreads + " threads are left")
        .and(zombies <= 1, zombies + " zombies are left");
  }
}
