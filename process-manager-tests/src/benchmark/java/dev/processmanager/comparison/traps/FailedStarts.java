package dev.processmanager.comparison.traps;

import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Processes;
import dev.processmanager.comparison.Scene;
import dev.processmanager.comparison.Trap;
import dev.processmanager.comparison.Verdict;
import java.nio.file.Files;
import java.util.Map;

/// Failures must be told, and leave nothing behind.
public final class FailedStarts implements Trap<Contestant> {

  private static final int TIMES = 15;
  private static final int LEEWAY = 12;

  @Override
  public String title() {
    return "45 starts that fail (missing, not executable, arguments too long): all told, nothing left";
  }

  @Override
  public Verdict spring(Contestant contestant, Scene scene) throws Exception {
    Files.writeString(scene.file("text"), "no program");
    var orders =
        Map.of(
            "a missing program", Order.of("no-such-program"),
            "a text file", Order.of(scene.file("text").toString()),
            "too long arguments", Order.of("true", "x".repeat(200_000)));
    Verdict verdict = Verdict.right();
    contestant.run(Order.of("true"));
    long files = Processes.files(contestant.host());
    long threads = Processes.threads(contestant.host());
    for (var order : orders.entrySet()) {
      int untold = 0;
      for (int i = 0; i < TIMES; i++) {
        untold += fails(contestant, order.getValue()) ? 0 : 1;
      }
      verdict = verdict.and(untold == 0, order.getKey() + " is not told as a failure");
    }
    long moreFiles = Processes.files(contestant.host()) - files;
    long moreThreads = Processes.threads(contestant.host()) - threads;
    long zombies = Processes.zombies(contestant.host());
    return verdict
        .and(moreFiles <= LEEWAY, moreFiles + " files are left open")
        .and(moreThreads <= LEEWAY, moreThreads + " threads are left")
        .and(zombies <= 1, zombies + " zombies are left");
  }

  /// A code is an answer of the system, too, if it is the one that shells have for this.
  private static boolean fails(Contestant contestant, Order order) {
    try {
      int code = contestant.run(order).code();
      return code == 126 || code == 127;
    } catch (Exception failure) {
      return true;
    }
  }
}
