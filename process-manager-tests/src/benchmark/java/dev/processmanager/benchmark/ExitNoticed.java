package dev.processmanager.benchmark;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// From the kill of a child, by somebody else, to the completion of a future.
final class ExitNoticed {

  private static final String WORST = "p99, ms";

  private ExitNoticed() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "exit noticed",
        "Milliseconds from `kill -9` of a silent child to what depends on `exit()`, or on what others"
            + " tell of the end.",
        2,
        quick ? 3 : 12,
        Stream.concat(
                Libraries.serving(ExitNoticed.class, 200, 10).stream(),
                Foreign.serving("exit", 200).stream())
            .toList(),
        Yardstick.less("p50, ms", Engines.NATIVE),
        List.of(
            Target.medianAtMost(Engines.NATIVE, WORST, 2)
                .knownMiss(
                    4.21,
                    "`exit()` completes when a process is at rest: its output is taken, what came"
                        + " from it is looked for, its policy is asked, and the registry is told")));
  }

  public static void main(String[] args) throws Exception {
    try (Library library = Libraries.open(args[0])) {
      Server.serve(amount -> measured(library, Math.toIntExact(amount)));
    }
  }

  private static Measurement measured(Library library, int amount) throws Exception {
    double[] waits = new double[amount];
    for (int i = 0; i < waits.length; i++) {
      Library.Child child = library.supervised("sleep", "600");
      ProcessHandle handle = sleeper();
      CompletableFuture<Long> noticed = child.exit().thenApply(_ -> System.nanoTime());
      long begin = System.nanoTime();
      handle.destroyForcibly();
      waits[i] = (noticed.join() - begin) / 1e6;
    }
    return Measurement.quantiles("ms", waits);
  }

  /// The only one that is alive.
  private static ProcessHandle sleeper() {
    while (true) {
      var found =
          Children.sleepers(ProcessHandle.current().children())
              .filter(handle -> !Children.isGone(handle.pid()))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
