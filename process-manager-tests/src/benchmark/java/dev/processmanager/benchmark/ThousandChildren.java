package dev.processmanager.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Many children that say nothing, while somebody else wants to get on.
final class ThousandChildren {

  private static final int CHILDREN = 1_000;
  private static final int QUICK_CHILDREN = 300;
  private static final String[] SILENT = {"sleep", "600"};
  private static final String LATE = "worst tick late, ms";
  private static final String THREADS = "extra threads";
  private static final String MEMORY = "RSS a child, KB";

  /// Java's heap is resident from the beginning, so that what is used of it can be added exactly.
  private static final List<String> OPTIONS =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private ThousandChildren() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "1,000 silent children, captured",
        "A virtual thread ticks every 10 ms from before the first start until 3 s after the last."
            + " 300 children in a quick run.",
        0,
        quick ? 1 : 2,
        Libraries.oneShots(
                ThousandChildren.class,
                OPTIONS,
                Integer.toString(quick ? QUICK_CHILDREN : CHILDREN))
            .stream()
            .map(ThousandChildren::unlessItTakesMinutes)
            .toList(),
        Yardstick.less(THREADS, Engines.NATIVE),
        List.of(
            Target.worstAtMost(Engines.NATIVE, LATE, 25),
            Target.worstAtMost(Engines.PORTABLE, LATE, 25)
                .knownMiss(
                    47.6,
                    "the JDK starts a thread a child, and these compete with all others for two"
                        + " processors; in a faster hour it was 17.2"),
            Target.worstAtMost(Engines.NATIVE, THREADS, 4).onAnyMachine(),
            Target.worstAtMost(Engines.NATIVE, MEMORY, 8)));
  }

  private static Contestant unlessItTakesMinutes(Contestant contestant) {
    return contestant.name().equals(Libraries.VORBURGER_EXEC)
        ? Libraries.notRun(contestant, "each start waits a tenth of a second")
        : contestant;
  }

  public static void main(String[] args) throws Exception {
    try (Library library = Libraries.open(args[0])) {
      Server.answer(measured(library, Integer.parseInt(args[1])));
      endAll();
    }
  }

  private static Measurement measured(Library library, int children) throws Exception {
    long threads = threadsOfAnIdleHost();
    var warm = new Ticker();
    startAll(library, children * 3 / 10);
    endAll();
    warm.end();
    long memory = usedKilobytes();
    long begin = System.nanoTime();
    var ticker = new Ticker();
    startAll(library, children);
    double seconds = (System.nanoTime() - begin) / 1e9;
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    long late = ticker.end();
    return Measurement.of(LATE, late / 1e6)
        .and(THREADS, Machine.status("Threads") - threads)
        .and(MEMORY, (usedKilobytes() - memory) / (double) children)
        .and("seconds to start", seconds);
  }

  private static long threadsOfAnIdleHost() throws Exception {
    var ticker = new Ticker();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    ticker.end();
    return Machine.status("Threads");
  }

  private static void startAll(Library library, int children) throws Exception {
    for (int i = 0; i < children; i++) {
      library.start(SILENT);
    }
    awaitSleepers(children);
  }

  private static void endAll() {
    Children.sleepers(ProcessHandle.current().children()).forEach(ProcessHandle::destroyForcibly);
    awaitSleepers(0);
  }

  private static void awaitSleepers(int number) {
    while (Children.sleepers(ProcessHandle.current().children()).count() != number) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static long usedKilobytes() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return Machine.status("VmRSS") + (runtime.totalMemory() - runtime.freeMemory()) / 1_024;
  }

  private static final class Ticker {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
    private final AtomicLong worst = new AtomicLong();
    private volatile boolean ended;
    private final Thread thread = Thread.startVirtualThread(this::tick);

    private void tick() {
      while (!ended) {
        long begin = System.nanoTime();
        LockSupport.parkNanos(PERIOD);
        worst.accumulateAndGet(System.nanoTime() - begin - PERIOD, Math::max);
      }
    }

    long end() throws InterruptedException {
      ended = true;
      thread.join();
      return worst.get();
    }
  }
}
