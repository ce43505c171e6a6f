package dev.processmanager.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// What a trap needs around it: a directory of its own, and an eye on the processes that its
/// commands have started.
///
/// @param directory empty at first
public record Scene(Path directory) {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  /// {@return an order for a script in which `PIDS` is a file for process ids, one a line}
  public Order shell(String script) {
    return Order.shell(script.replace("PIDS", "'" + file("pids") + "'"));
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  /// {@return the text of a file, empty if there is none}
  public String text(String name) throws IOException {
    return Files.exists(file(name)) ? Files.readString(file(name)) : "";
  }

  /// Waits until so many process ids are known.
  public void awaitPids(int count) throws IOException {
    if (!await(Duration.ofSeconds(8), () -> pids().size() >= count)) {
      throw new IOException("only " + pids().size() + " of " + count + " processes have begun");
    }
  }

  /// {@return how many of the processes that have told their ids still run after a while}
  public long survivors(Duration patience) {
    await(patience, () -> alive() == 0);
    return alive();
  }

  private long alive() {
    return pids().stream().filter(pid -> !Processes.isGone(pid)).count();
  }

  private List<Long> pids() {
    try {
      return text("pids").lines().map(String::strip).map(Long::parseLong).toList();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /// {@return whether a condition held within a time}
  public static boolean await(Duration patience, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        return false;
      }
      pause(BETWEEN_LOOKS);
    }
    return true;
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// {@return what came of doing something many times at once, each on a virtual thread}
  public static <T> List<T> together(int times, Callable<T> action) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<T>();
      for (Future<T> one : threads.invokeAll(Collections.nCopies(times, action))) {
        all.add(one.get());
      }
      return all;
    }
  }
}
