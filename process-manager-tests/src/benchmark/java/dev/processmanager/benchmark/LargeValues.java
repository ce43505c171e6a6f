package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A large argument there and a large result back.
final class LargeValues {

  private static final int MEGABYTES = 8;
  private static final int CALLS = 10;
  private static final String SPEED = "MB/s";

  private LargeValues() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "8 MB there and back",
        "A function that gives what it takes, a `byte[]` of 8 MB, in a pool with one JVM. Each call"
            + " counts 16 MB: the argument and the result.",
        3,
        quick ? 5 : 15,
        Stream.concat(
                Stream.of(Engines.NATIVE, Engines.PORTABLE)
                    .map(
                        name ->
                            new Contestant(
                                name,
                                () ->
                                    Forked.serving(
                                        Forked.jvm(LargeValues.class, List.of(), name), CALLS))),
                Stream.of(Python.pool(Python.FORK, "large", CALLS)))
            .toList(),
        List.of(Target.medianAtLeast(Engines.NATIVE, SPEED, 300)));
  }

  /// Made in the child.
  static final class Echo implements JvmFunction<byte[], byte[]> {
    @Override
    public byte[] apply(byte[] data) {
      return data;
    }
  }

  public static void main(String[] args) throws Exception {
    byte[] data = new byte[MEGABYTES << 20];
    new Random(1).nextBytes(data);
    try (ProcessManager pm = Engines.open(args[0]);
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      Server.serve(amount -> measured(pool, data, amount));
    }
  }

  private static Measurement measured(JvmPool pool, byte[] data, long calls) {
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
