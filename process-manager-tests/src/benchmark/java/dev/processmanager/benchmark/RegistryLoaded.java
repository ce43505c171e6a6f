package dev.processmanager.benchmark;

import dev.processmanager.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How long a host waits for a large registry.
final class RegistryLoaded {

  private static final int ENTRIES = 10_000;
  private static final String NAME = "process-manager";
  private static final String MEASURE = "ms";

  private RegistryLoaded() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "10,000 entries, loaded",
        "From `Registry.file` to the end of `entries()`, as the first thing that a new JVM does.",
        1,
        quick ? 2 : 15,
        List.of(new Contestant(NAME, RegistryLoaded::open)),
        Yardstick.atMost(MEASURE, 300),
        List.of(
            Target.medianAtMost(NAME, MEASURE, 300)
                .knownMiss(
                    549,
                    "nothing is compiled yet: it is the first thing that this JVM does; an hour"
                        + " before, with the machine half as fast again, it was 352")));
  }

  private static Contestant.Sampler open() throws IOException {
    Path directory = Registered.directory();
    Path file = directory.resolve("processes.json");
    try (Registry registry = Registry.file(file)) {
      Registered.fill(registry, ENTRIES);
    }
    Contestant.Sampler loads =
        Forked.oneShot(Forked.jvm(RegistryLoaded.class, List.of(), file.toString()));
    return new Contestant.Sampler() {
      @Override
      public Measurement sample() throws IOException {
        return loads.sample();
      }

      @Override
      public void close() {
        Registered.delete(directory);
      }
    };
  }

  public static void main(String[] args) {
    long begin = System.nanoTime();
    try (Registry registry = Registry.file(Path.of(args[0]))) {
      int found = registry.entries().size();
      double millis = (System.nanoTime() - begin) / 1e6;
      if (found != ENTRIES) {
        throw new AssertionError(found + " entries");
      }
      Server.answer(Measurement.of(MEASURE, millis));
    }
  }
}
