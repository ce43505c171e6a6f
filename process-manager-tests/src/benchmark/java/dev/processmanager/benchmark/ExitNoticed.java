package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// From the kill of a child, by somebody else, to the completion of a future.
final class ExitNoticed {

  private static final String[] SILENT = {"sleep", "600"};

  private ExitNoticed() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "exit noticed",
        "Milliseconds from `kill -9` to what depends on `exit()`, or on "
            + "`Process.onExit()`. The former completes when a process is at rest: "
            + "its output is taken, what came from it is looked for, its policy is "
            + "asked, and the registry is told.",
        2,
        quick ? 5 : 15,
        Engines.andIdiom(
            name -> () -> Forked.serving(Forked.jvm(ExitNoticed.class, List.of(), name), 200)),
        List.of(Target.medianAtMost(Engines.NATIVE, "p99, ms", 2)));
  }

  private record Started(ProcessHandle handle, CompletableFuture<?> exit) {}

  private interface Start {
    Started one() throws IOException;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals(Engines.IDIOM)) {
      Server.serve(amount -> measured(amount, ExitNoticed::byBuilder));
    } else {
      try (ProcessManager pm = Engines.open(args[0])) {
        Server.serve(amount -> measured(amount, () -> byManager(pm)));
      }
    }
  }

  private static Started byBuilder() throws IOException {
    Process process = new ProcessBuilder(SILENT).start();
    return new Started(process.toHandle(), process.onExit());
  }

  private static Started byManager(ProcessManager pm) {
    ManagedProcess process = pm.startCliBackground(Command.of(SILENT)).join();
    ProcessHandle handle = ProcessHandle.of(process.pid().orElseThrow()).orElseThrow();
    return new Started(handle, process.exit());
  }

  private static Measurement measured(long amount, Start start) throws IOException {
    double[] waits = new double[Math.toIntExact(amount)];
    for (int i = 0; i < waits.length; i++) {
      Started child = start.one();
      CompletableFuture<Long> noticed = child.exit.thenApply(_ -> System.nanoTime());
      long begin = System.nanoTime();
      child.handle.destroyForcibly();
      waits[i] = (noticed.join() - begin) / 1e6;
    }
    Arrays.sort(waits);
    return Measurement.of("p50, ms", waits[waits.length / 2])
        .and("p99, ms", waits[waits.length * 99 / 100]);
  }
}
