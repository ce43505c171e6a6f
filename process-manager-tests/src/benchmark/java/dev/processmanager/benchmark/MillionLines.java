package dev.processmanager.benchmark;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Output that is looked at line by line.
final class MillionLines {

  private static final int LINES = 1_000_000;
  private static final String MEASURE = "ms";

  private MillionLines() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "1,000,000 lines, one by one",
        "Milliseconds from the start of `seq 1000000` until each line has been handed out as a text,"
            + " and the end has been told.",
        quick ? 1 : 3,
        quick ? 2 : 11,
        Stream.concat(
                Libraries.serving(MillionLines.class, LINES, LINES).stream(),
                Foreign.serving("lines", LINES).stream())
            .toList(),
        Yardstick.less(MEASURE, Engines.NATIVE),
        List.of());
  }

  public static void main(String[] args) throws Exception {
    try (Library library = Libraries.open(args[0])) {
      Server.serve(amount -> timed(library, amount));
    }
  }

  private static Measurement timed(Library library, long lines) throws Exception {
    var length = new AtomicLong();
    var count = new AtomicLong();
    long begin = System.nanoTime();
    library.lines(
        line -> {
          length.addAndGet(line.length());
          count.incrementAndGet();
        },
        "seq",
        Long.toString(lines));
    double millis = (System.nanoTime() - begin) / 1e6;
    if (count.get() != lines) {
      throw new IllegalStateException(count + " lines came");
    }
    return Measurement.of(MEASURE, millis);
  }
}
