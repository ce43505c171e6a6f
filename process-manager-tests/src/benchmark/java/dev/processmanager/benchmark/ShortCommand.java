package dev.processmanager.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The smallest command: one after the other, or eight at once.
final class ShortCommand {

  private static final int RUNS = 20;
  private static final int SLOW_RUNS = 1;
  private static final int AT_ONCE = 8;
  private static final String MEASURE = "ms";

  private ShortCommand() {}

  static Workload alone(boolean quick) {
    return new Workload(
        "`runCli(\"true\")`, captured",
        "Milliseconds for one run, both streams captured, one run after the other.",
        40,
        quick ? 40 : 120,
        Stream.concat(
                Libraries.serving(ShortCommand.class, RUNS, SLOW_RUNS, "1").stream(),
                Foreign.serving("alone", RUNS).stream())
            .toList(),
        Yardstick.less(MEASURE, Engines.NATIVE),
        List.of(
            Target.ratioAtMost(Engines.NATIVE, Foreign.C, MEASURE, 1.4)
                .knownMiss(
                    2.65,
                    "what the C program does on one thread takes four here, which wake one another:"
                        + " the caller, one that spawns, the loop, and a virtual thread for the"
                        + " result"),
            Target.ratioAtLeast(Engines.IDIOM, Engines.NATIVE, MEASURE, 1.6)
                .knownMiss(1.12, "as above; the idiom wakes three"),
            Target.ratioAtMost(Engines.PORTABLE, Engines.IDIOM, MEASURE, 1.15)
                .knownMiss(1.84, "this engine executes `setsid` before each command")));
  }

  static Workload together(boolean quick) {
    return new Workload(
        "`true`, eight at once",
        "Milliseconds for each of eight that are started together, both streams captured, until the"
            + " end of the last one has been told.",
        quick ? 1 : 5,
        quick ? 2 : 20,
        Stream.concat(
                Libraries.serving(
                    ShortCommand.class, 5 * AT_ONCE, AT_ONCE, Integer.toString(AT_ONCE))
                    .stream(),
                Foreign.serving("together", 5 * AT_ONCE).stream())
            .toList(),
        Yardstick.less(MEASURE, Engines.NATIVE),
        List.of());
  }

  public static void main(String[] args) throws Exception {
    int atOnce = Integer.parseInt(args[1]);
    try (Library library = Libraries.open(args[0])) {
      Server.serve(runs -> timed(library, Math.toIntExact(runs), atOnce));
    }
  }

  private static Measurement timed(Library library, int runs, int atOnce) throws Exception {
    long begin = System.nanoTime();
    for (int done = 0; done < runs; done += atOnce) {
      if (atOnce > 1) {
        startAndAwait(library, atOnce);
      } else if (library.run("true") != 0) {
        throw new IllegalStateException("true has failed");
      }
    }
    return Measurement.of(MEASURE, (System.nanoTime() - begin) / 1e6 / runs);
  }

  private static void startAndAwait(Library library, int number) throws Exception {
    var children = new ArrayList<Library.Child>();
    for (int i = 0; i < number; i++) {
      children.add(library.start("true"));
    }
    children.forEach(child -> child.exit().join());
  }
}
