package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.supervise.ManagedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// From the kill of a process that is nobody's child here to the completion of a future.
final class AdoptedExit {

  private AdoptedExit() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "exit of an adopted process noticed",
        "Milliseconds from `kill -9` to what depends on `exit()`, or on `ProcessHandle.onExit()`, "
            + "of a process that another one has started.",
        1,
        quick ? 2 : 5,
        Engines.andIdiom(
            name -> () -> Forked.serving(Forked.jvm(AdoptedExit.class, List.of(), name), 50)),
        Yardstick.less("p50, ms", Engines.NATIVE),
        List.of(
            Target.medianAtMost(Engines.NATIVE, "p99, ms", 5)
                .knownMiss(
                    6.19, "two hours before, with the machine half as fast again, it was 4.41")));
  }

  private interface Watch {
    CompletableFuture<?> exitOf(long pid);
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals(Engines.IDIOM)) {
      Server.serve(
          amount -> measured(Math.min(amount, 3), pid -> ProcessHandle.of(pid).get().onExit()));
    } else {
      try (ProcessManager pm = Engines.open(args[0])) {
        Server.serve(amount -> measured(amount, pid -> adopted(pm, pid).exit()));
      }
    }
  }

  private static ManagedProcess adopted(ProcessManager pm, long pid) {
    return pm.adopt(pid, as -> as.id(UUID.randomUUID().toString())).join();
  }

  private static Measurement measured(long amount, Watch watch) throws IOException {
    double[] waits = new double[Math.toIntExact(amount)];
    for (int i = 0; i < waits.length; i++) {
      long pid = orphan();
      CompletableFuture<Long> noticed = watch.exitOf(pid).thenApply(_ -> System.nanoTime());
      long begin = System.nanoTime();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      waits[i] = (noticed.join() - begin) / 1e6;
    }
    return Measurement.quantiles("ms", waits);
  }

  /// A process whose parent has ended.
  private static long orphan() throws IOException {
    Process parent =
        new ProcessBuilder(List.of("sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $!")).start();
    try (BufferedReader said = parent.inputReader()) {
      long pid = Long.parseLong(said.readLine());
      awaitProgram(pid);
      return pid;
    }
  }

  /// Who is still becoming another program cannot be told from a stranger later.
  private static void awaitProgram(long pid) {
    while (!ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().command())
        .filter(program -> program.endsWith("sleep"))
        .isPresent()) {
      LockSupport.parkNanos(100_000);
    }
  }
}
