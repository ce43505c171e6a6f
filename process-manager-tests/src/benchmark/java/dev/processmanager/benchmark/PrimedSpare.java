package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// The only task of a JVM that has been waiting for it.
final class PrimedSpare {

  private static final int SPARES = 2;
  private static final String MEASURE = "ms";

  private PrimedSpare() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "a fresh JVM for each task, with spares",
        "Milliseconds from `submit` to the result of a lambda, in a pool with two spares, both of"
            + " which have been ready for a while. The next spare comes up at the same time. With"
            + " Python those of a new `ProcessPoolExecutor` and its first result.",
        quick ? 2 : 5,
        quick ? 6 : 30,
        Stream.concat(
                Engines.ours(
                    name -> () -> Forked.serving(Forked.jvm(PrimedSpare.class, List.of(), name), 1))
                    .stream(),
                Stream.of(Python.pool(Python.FORK, "cold", 1)))
            .toList(),
        Yardstick.less(MEASURE, Engines.NATIVE),
        List.of(
            Target.medianAtMost(Engines.NATIVE, MEASURE, 6)
                .knownMiss(
                    8.5,
                    "it depends on the machine's speed; other hours gave 4.55, 6.09 and 7.43")));
  }

  public static void main(String[] args) throws Exception {
    try (ProcessManager pm = Engines.open(args[0]);
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().freshPerTask().spares(SPARES))) {
      Server.serve(amount -> measured(pool, amount));
    }
  }

  private static Measurement measured(JvmPool pool, long amount)
      throws IOException, InterruptedException {
    long time = 0;
    for (int i = 0; i < amount; i++) {
      Children.await(SPARES, () -> pool.toString().startsWith("JvmPool[" + SPARES + " "));
      int number = i;
      long begin = System.nanoTime();
      int result = pool.submit(() -> number + 1).join();
      time += System.nanoTime() - begin;
      if (result != number + 1) {
        throw new IllegalStateException("it gives " + result);
      }
    }
    return Measurement.of(MEASURE, time / 1e6 / amount);
  }
}
