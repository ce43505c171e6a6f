package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Runs a great many short commands and functions in child JVMs, and tells what it holds from time
/// to time.
final class LongHaulHost {

  private static final int LOOKS = 10;
  private static final int TOGETHER = 10;
  private static final int COLD_TOGETHER = 2;
  private static final long TO_SETTLE_NANOS = 300_000_000;
  private static final long HEAP_SLACK = 4_000_000;

  /// Of the JDK's own, which come and go.
  private static final int THREAD_SLACK = 4;

  private static final JvmOptions OPTIONS = JvmOptions.defaults().heap("32m").workers(2);

  private LongHaulHost() {}

  /// @param args the engine, and how many commands, functions in a pool and functions in JVMs of
  ///     their own
  public static void main(String[] args) {
    try (ProcessManager pm = TestEngine.valueOf(args[0]).open();
        JvmPool pool = pm.jvmPool(OPTIONS)) {
      haul("commands", Integer.parseInt(args[1]), TOGETHER, () -> pm.runCli("true"));
      haul("functions", Integer.parseInt(args[2]), TOGETHER, () -> pool.submit(() -> 1));
      haul("JVMs", Integer.parseInt(args[3]), COLD_TOGETHER, () -> pm.runJvm(OPTIONS, () -> 1));
    }
    System.out.println("nothing has leaked");
  }

  private static void haul(
      String what, int count, int together, Supplier<CompletableFuture<?>> kind) {
    int each = Math.max(1, count / LOOKS);
    times(kind, each, together);
    LockSupport.parkNanos(TO_SETTLE_NANOS);
    Load before = Load.now();
    System.out.println("after the first " + each + " " + what + ": " + before);
    for (int done = each; done < count; done += each) {
      times(kind, each, together);
      awaitNoMoreThan(before, what);
    }
    System.out.println("after " + count + " " + what + ": " + Load.now());
  }

  private static void awaitNoMoreThan(Load before, String what) {
    try {
      Machine.await("no leak", () -> !Load.now().exceeds(before));
    } catch (AssertionError leak) {
      throw new AssertionError(what + " leak: " + before + ", then " + Load.now(), leak);
    }
  }

  private static void times(Supplier<CompletableFuture<?>> kind, int count, int together) {
    for (int i = 0; i < count; i += together) {
      List<CompletableFuture<?>> wave = new ArrayList<>();
      for (int j = i; j < Math.min(count, i + together); j++) {
        wave.add(kind.get());
      }
      wave.forEach(Machine::get);
    }
  }

  /// What may grow.
  private record Load(Machine.Holdings holdings, int threads, long heap, long zombies) {

    static Load now() {
      System.gc();
      Runtime memory = Runtime.getRuntime();
      return new Load(
          Machine.Holdings.now(),
          lastingThreads(),
          memory.totalMemory() - memory.freeMemory(),
          Machine.children().stream().filter(pid -> Machine.state(pid) == 'Z').count());
    }

    /// The JDK's reapers of processes are as many as there were children at once, for a minute.
    private static int lastingThreads() {
      return (int)
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !thread.getName().startsWith("process reaper"))
              .count();
    }

    boolean exceeds(Load before) {
      return holdings.exceed(before.holdings)
          || threads > before.threads + THREAD_SLACK
          || heap > before.heap + HEAP_SLACK
          || zombies > 0;
    }

    @Override
    public String toString() {
      return "%d files, %d threads, %d children, %d zombies, %.1f MB of heap"
          .formatted(holdings.files(), threads, holdings.processes(), zombies, heap / 1_000_000.0);
    }
  }
}
