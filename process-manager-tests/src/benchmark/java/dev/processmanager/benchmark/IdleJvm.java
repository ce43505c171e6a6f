package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.util.List;
import java.util.stream.Stream;

/// What a JVM that waits for work keeps from others.
final class IdleJvm {

  private static final int CALLS = 20_000;
  private static final long IDLE_MILLIS = 12_000;
  private static final String WARM = "process-manager, warm worker";
  private static final String SPARE = "process-manager, primed spare";

  private IdleJvm() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "an idle JVM",
        "Memory of a pool's only JVM: 12 seconds after 20,000 small calls (such a JVM gives back"
            + " what its compilers have used every 10 seconds), or before its first one. The host"
            + " and the other contestants share the JDK's code and classes with it, so PSS counts"
            + " only a part of those, and RSS counts them in full.",
        0,
        quick ? 1 : 3,
        Stream.concat(
                Stream.of(WARM, SPARE)
                    .map(
                        name ->
                            new Contestant(
                                name,
                                () -> Forked.oneShot(Forked.jvm(IdleJvm.class, List.of(), name)))),
                Stream.of(Python.pool(Python.FORK, "memory", CALLS)))
            .toList(),
        Yardstick.less("PSS, MB", WARM),
        List.of(Target.medianAtMost(WARM, "PSS, MB", 45)));
  }

  public static void main(String[] args) throws Exception {
    boolean isSpare = args[0].equals(SPARE);
    JvmOptions options = JvmOptions.defaults().workers(1);
    try (ProcessManager pm = Engines.open(Engines.NATIVE);
        JvmPool pool = pm.jvmPool(isSpare ? options.freshPerTask().spares(1) : options)) {
      OneWorker.times(pool, isSpare ? 0 : CALLS);
      Children.await(1, () -> pool.toString().startsWith("JvmPool[1 "));
      Thread.sleep(isSpare ? 0 : IDLE_MILLIS);
      Server.answer(Children.memory(Children.jvms().getFirst().pid()));
    }
  }
}
