package dev.processmanager.benchmark;

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
          Foreign.require("no python3 here", "python3", "-c", "import concurrent.futures");
          return Forked.serving(List.of("python3", SCRIPT, what, method), work);
        });
  }
}
