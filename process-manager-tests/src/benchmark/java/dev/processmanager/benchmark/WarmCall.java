package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One small task after the other in a JVM that stays.
final class WarmCall {

  private static final int WARM_UP = 20_000;
  private static final int CALLS = 5_000;
  private static final String MEDIAN = "p50, µs";

  private WarmCall() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "a warm call",
        "Microseconds from `submit` to the result of a lambda, in a pool with one JVM that has run"
            + " more than 20,000 of them; with Python those of a function in a"
            + " `ProcessPoolExecutor` with one process.",
        1,
        quick ? 5 : 15,
        Stream.concat(
                Stream.of(Engines.NATIVE, Engines.PORTABLE)
                    .map(
                        name ->
                            new Contestant(
                                name,
                                () ->
                                    Forked.serving(
                                        Forked.jvm(WarmCall.class, List.of(), name), CALLS))),
                Stream.of(Python.pool(Python.FORK, "warm", CALLS)))
            .toList(),
        List.of(
            Target.medianAtMost(Engines.NATIVE, MEDIAN, 40),
            Target.ratioAtLeast(Python.FORK, Engines.NATIVE, MEDIAN, 3)));
  }

  public static void main(String[] args) throws Exception {
    try (ProcessManager pm = Engines.open(args[0]);
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      times(pool, WARM_UP);
      Server.serve(amount -> measured(times(pool, Math.toIntExact(amount))));
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

  private static Measurement measured(double[] times) {
    Arrays.sort(times);
    return Measurement.of(MEDIAN, times[times.length / 2])
        .and("p99, µs", times[times.length * 99 / 100]);
  }
}
