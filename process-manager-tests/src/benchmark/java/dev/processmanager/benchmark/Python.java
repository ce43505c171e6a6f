package dev.processmanager.benchmark;

import dev.processmanager.benchmark.Contestant.NotRun;
import java.io.IOException;
import java.util.List;

/// What Python's `ProcessPoolExecutor` takes for the same, by its own clock.
final class Python {

  static final String FORK = "Python, fork";
  static final String SPAWN = "Python, spawn";

  private static final String SCRIPT = "src/benchmark/python/pool.py";

  private Python() {}

  /// @param what a function of the script
  static Contestant pool(String name, String what, long work) {
    String method = name.substring(name.lastIndexOf(' ') + 1);
    return new Contestant(
        name,
        () -> {
          requirePresent();
          return Forked.serving(List.of("python3", SCRIPT, what, method), work);
        });
  }

  private static void requirePresent() throws IOException {
    try {
      if (Forked.start(List.of("python3", "-c", "import concurrent.futures")).waitFor() == 0) {
        return;
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    } catch (IOException noPython) {
      throw new NotRun("not run: no python3 here");
    }
    throw new NotRun("not run: python3 lacks what it needs here");
  }
}
