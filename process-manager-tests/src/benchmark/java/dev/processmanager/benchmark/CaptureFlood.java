package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import java.util.List;

/// More output than memory.
final class CaptureFlood {

  private static final String[] FLOOD = {"head", "-c", "300000000", "/dev/zero"};
  private static final String LOST = "runs without a result";

  private CaptureFlood() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "300 MB captured with `-Xmx64m`",
        "A result says that it is truncated; the idiom has none, since it runs out of memory.",
        0,
        quick ? 1 : 3,
        Engines.andIdiom(
            name -> () -> Forked.oneShot(Forked.jvm(CaptureFlood.class, List.of("-Xmx64m"), name))),
        Yardstick.less("seconds", Engines.NATIVE),
        List.of(
            Target.worstAtMost(Engines.NATIVE, LOST, 0).onAnyMachine(),
            Target.worstAtMost(Engines.PORTABLE, LOST, 0).onAnyMachine()));
  }

  public static void main(String[] args) throws Exception {
    long begin = System.nanoTime();
    boolean good = args[0].equals(Engines.IDIOM) ? byIdiom() : byManager(args[0]);
    Server.answer(
        Measurement.of(LOST, good ? 0 : 1).and("seconds", (System.nanoTime() - begin) / 1e9));
  }

  private static boolean byIdiom() throws Exception {
    // The reader that runs out of memory would tell so at length.
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
    try {
      return new Idiom().run(FLOOD) == 0;
    } catch (OutOfMemoryError asExpected) {
      return false;
    }
  }

  private static boolean byManager(String name) {
    try (ProcessManager pm = Engines.open(name)) {
      ProcessResult result = pm.runCli(Command.of(FLOOD)).join();
      return result.success() && result.outputTruncated() && !result.stdout().isEmpty();
    }
  }
}
