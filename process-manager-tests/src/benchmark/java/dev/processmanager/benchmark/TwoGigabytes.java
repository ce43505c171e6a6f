package dev.processmanager.benchmark;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Output as fast as it comes.
final class TwoGigabytes {

  private static final long ALL = 2L << 30;
  private static final String SPEED = "GB/s";
  private static final String GROWTH = "growth of peak RSS, MB";

  private TwoGigabytes() {}

  static Workload workload(boolean quick) {
    long amount = quick ? ALL / 4 : ALL;
    return new Workload(
        "`head -c 2G /dev/zero` to a counting sink",
        "The idiom is a blocking loop with a buffer of 64 KB. The peak is that of one sample more."
            + " The portable engine polls, and gets an eighth of the amount.",
        2,
        quick ? 5 : 7,
        Stream.concat(
                Libraries.names().stream().map(name -> contestant(name, amount)),
                Foreign.serving("bytes", amount).stream())
            .toList(),
        Yardstick.more(SPEED, Engines.NATIVE),
        List.of(
            Target.ratioAtLeast(Engines.NATIVE, Engines.IDIOM, SPEED, 0.6),
            Target.medianAtMost(Engines.NATIVE, GROWTH, 16)));
  }

  private static Contestant contestant(String name, long amount) {
    long own = name.equals(Engines.PORTABLE) ? amount / 8 : amount;
    var contestant =
        new Contestant(
            name, () -> Forked.serving(Forked.jvm(TwoGigabytes.class, List.of(), name), own));
    return name.equals(Libraries.VORBURGER_EXEC)
        ? Libraries.notRun(contestant, "it keeps the last lines, and this is a single one")
        : contestant;
  }

  public static void main(String[] args) throws Exception {
    try (Library library = Libraries.open(args[0])) {
      Server.serve(amount -> timed(library, amount));
    }
  }

  private static Measurement timed(Library library, long amount) throws Exception {
    var count = new AtomicLong();
    long peak = Machine.status("VmHWM");
    long begin = System.nanoTime();
    library.count(count::addAndGet, "head", "-c", Long.toString(amount), "/dev/zero");
    double speed = count.get() / (double) (System.nanoTime() - begin);
    if (count.get() != amount) {
      throw new IllegalStateException(count + " bytes came");
    }
    return Measurement.of(SPEED, speed).and(GROWTH, (Machine.status("VmHWM") - peak) / 1_024.0);
  }
}
