package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// One task after the other in a JVM that stays: small ones, or ones with large values.
final class OneWorker {

  private static final int WARM_UP = 20_000;
  private static final int CALLS = 5_000;
  private static final String SMALL = "warm";
  private static final String MEDIAN = "p50, µs";

  private static final int MEGABYTES = 8;
  private static final int LARGE_CALLS = 10;
  private static final String LARGE = "large";
  private static final String SPEED = "MB/s";

  private OneWorker() {}

  static Workload calls(boolean quick) {
    return new Workload(
        "a warm call",
        "Microseconds from `submit` to the result of a lambda, in a pool with one JVM that has run"
            + " more than 20,000 of them; with Python those of a function in a"
            + " `ProcessPoolExecutor` with one process.",
        1,
        quick ? 2 : 15,
        contestants(SMALL, CALLS),
        Yardstick.less(MEDIAN, Engines.NATIVE),
        List.of(
            Target.medianAtMost(Engines.NATIVE, MEDIAN, 40)
                .knownMiss(
                    54.5,
                    "a call takes four threads, which wake one another; other runs of the same"
                        + " machine gave 32.2, 36.3, 41.5 and 62.0"),
            Target.ratioAtLeast(Python.FORK, Engines.NATIVE, MEDIAN, 3)));
  }

  static Workload largeValues(boolean quick) {
    return new Workload(
        "8 MB there and back",
        "A function that gives what it takes, a `byte[]` of 8 MB, in a pool with one JVM. Each call"
            + " counts 16 MB: the argument and the result.",
        3,
        quick ? 4 : 15,
        contestants(LARGE, LARGE_CALLS),
        Yardstick.more(SPEED, Engines.NATIVE),
        List.of(Target.medianAtLeast(Engines.NATIVE, SPEED, 300)));
  }

  /// @param what a function of Python's script, too
  private static List<Contestant> contestants(String what, long calls) {
    return Stream.concat(
            Engines.ours(
                name ->
                    () -> Forked.serving(Forked.jvm(OneWorker.class, List.of(), name, what), calls))
                .stream(),
            Stream.of(Python.pool(Python.FORK, what, calls)))
        .toList();
  }

  public static void main(String[] args) throws Exception {
    try (ProcessManager pm = Engines.open(args[0]);
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      if (args[1].equals(SMALL)) {
        times(pool, WARM_UP);
        Server.serve(amount -> Measurement.quantiles("µs", times(pool, Math.toIntExact(amount))));
      } else {
        byte[] data = new byte[MEGABYTES << 20];
        new Random(1).nextBytes(data);
        Server.serve(amount -> echoed(pool, data, amount));
      }
    }
  }

  static double[] times(JvmPool pool, int amount) {
    double[] times = new double[amount];
    for (int i = 0; i < amount; i++) {
      int number = i;
      long begin = System.nanoTime();
      int result = pool.submit(() -> number + 1).join();
      times[i] = (System.nanoTime() - begin) / 1e3;
      if (result != number + 1) {
        throw new IllegalStateException("it gives " + result);
      }
    }
    return times;
  }

  /// Made in the child.
  static final class Echo implements JvmFunction<byte[], byte[]> {
    @Override
    public byte[] apply(byte[] data) {
      return data;
    }
  }

  private static Measurement echoed(JvmPool pool, byte[] data, long calls) {
    long time = 0;
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      byte[] result = pool.submit(Echo.class, data).join();
      time += System.nanoTime() - begin;
      if (!Arrays.equals(result, data)) {
        throw new IllegalStateException("something else came back");
      }
    }
    return Measurement.of(SPEED, 2 * MEGABYTES * calls / (time / 1e9));
  }
}
