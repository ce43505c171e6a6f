package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Output as fast as it comes.
final class TwoGigabytes {

  private static final long ALL = 2L << 30;
  private static final int BUFFER = 65_536;
  private static final String SPEED = "GB/s";
  private static final String GROWTH = "growth of peak RSS, MB";

  private TwoGigabytes() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "`head -c 2G /dev/zero` to a counting sink",
        "The idiom is a blocking loop with a buffer of 64 KB. The peak is that of one sample more.",
        quick ? 2 : 3,
        quick ? 5 : 15,
        Engines.andIdiom(
            name ->
                () ->
                    Forked.serving(
                        Forked.jvm(TwoGigabytes.class, List.of(), name), quick ? ALL / 4 : ALL)),
        List.of(
            Target.ratioAtLeast(Engines.NATIVE, Engines.IDIOM, SPEED, 0.6),
            Target.medianAtMost(Engines.NATIVE, GROWTH, 16)));
  }

  private interface Reading {
    long bytes(String... argv) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals(Engines.IDIOM)) {
      Server.serve(amount -> timed(amount, TwoGigabytes::loop));
    } else {
      try (ProcessManager pm = Engines.open(args[0])) {
        Server.serve(amount -> timed(amount, argv -> sink(pm, argv)));
      }
    }
  }

  private static long sink(ProcessManager pm, String... argv) {
    var count = new AtomicLong();
    pm.runCli(Command.of(argv).output((_, chunk) -> count.addAndGet(chunk.remaining()))).join();
    return count.get();
  }

  private static long loop(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    long count = 0;
    try (InputStream in = process.getInputStream()) {
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
      }
    }
    process.waitFor();
    return count;
  }

  private static Measurement timed(long amount, Reading reading) throws Exception {
    long peak = Machine.status("VmHWM");
    long begin = System.nanoTime();
    long bytes = reading.bytes("head", "-c", Long.toString(amount), "/dev/zero");
    double speed = bytes / (double) (System.nanoTime() - begin);
    if (bytes != amount) {
      throw new IllegalStateException(bytes + " bytes came");
    }
    return Measurement.of(SPEED, speed).and(GROWTH, (Machine.status("VmHWM") - peak) / 1_024.0);
  }
}
