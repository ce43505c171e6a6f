package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.StopPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Many children that say nothing, while somebody else wants to get on.
final class ThousandChildren {

  private static final int CHILDREN = 1_000;
  private static final int WARM_UP = 300;
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
        "A virtual thread ticks every 10 ms from before the first start until 3 s after the last.",
        0,
        quick ? 1 : 3,
        Engines.andIdiom(
            name -> () -> Forked.oneShot(Forked.jvm(ThousandChildren.class, OPTIONS, name))),
        List.of(
            Target.worstAtMost(Engines.NATIVE, LATE, 25),
            Target.worstAtMost(Engines.PORTABLE, LATE, 25),
            Target.worstAtMost(Engines.NATIVE, THREADS, 4),
            Target.worstAtMost(Engines.NATIVE, MEMORY, 8)));
  }

  /// Who starts children, and ends them all.
  private interface Parent {
    void start() throws IOException;

    void endAll();
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals(Engines.IDIOM)) {
      measure(new IdiomParent());
    } else {
      try (ProcessManager pm = Engines.open(args[0])) {
        measure(new ManagerParent(pm));
      }
    }
  }

  private static void measure(Parent parent) throws Exception {
    long threads = threadsOfAnIdleHost();
    var warm = new Ticker();
    startAll(parent, WARM_UP);
    parent.endAll();
    awaitChildren(0);
    warm.end();
    long memory = usedKilobytes();
    long begin = System.nanoTime();
    var ticker = new Ticker();
    startAll(parent, CHILDREN);
    double seconds = (System.nanoTime() - begin) / 1e9;
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    long late = ticker.end();
    Server.answer(
        Measurement.of(LATE, late / 1e6)
            .and(THREADS, Machine.status("Threads") - threads)
            .and(MEMORY, (usedKilobytes() - memory) / (double) CHILDREN)
            .and("seconds to start", seconds));
    parent.endAll();
  }

  private static long threadsOfAnIdleHost() throws Exception {
    var ticker = new Ticker();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    ticker.end();
    return Machine.status("Threads");
  }

  private static void startAll(Parent parent, int children) throws IOException {
    for (int i = 0; i < children; i++) {
      parent.start();
    }
    awaitChildren(children);
  }

  private static void awaitChildren(int number) {
    while (sleepers() != number) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /// A manager has another child, its guardian.
  private static long sleepers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().filter(name -> name.endsWith("sleep")).isPresent())
        .count();
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

  private static final class ManagerParent implements Parent {
    private final ProcessManager pm;
    private final List<CompletableFuture<?>> runs = new ArrayList<>();

    ManagerParent(ProcessManager pm) {
      this.pm = pm;
    }

    @Override
    public void start() {
      runs.add(pm.runCli(Command.of(SILENT).stop(StopPlan.immediate().mainOnly())));
    }

    @Override
    public void endAll() {
      runs.forEach(run -> run.cancel(true));
      runs.clear();
    }
  }

  private static final class IdiomParent implements Parent {
    private final List<Process> children = new ArrayList<>();

    @Override
    public void start() throws IOException {
      Process process = new ProcessBuilder(SILENT).start();
      children.add(process);
      Idiom.reader(process.getInputStream(), new ByteArrayOutputStream());
      Idiom.reader(process.getErrorStream(), new ByteArrayOutputStream());
    }

    @Override
    public void endAll() {
      children.forEach(Process::destroyForcibly);
      children.clear();
    }
  }
}
