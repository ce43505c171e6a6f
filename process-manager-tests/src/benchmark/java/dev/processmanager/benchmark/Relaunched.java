package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/// From the kill of a supervised process to the run that follows.
final class Relaunched {

  private Relaunched() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "relaunch",
        "Milliseconds from `kill -9` to the event that tells that the next run is `RUNNING`, with a "
            + "restart policy without a delay and the registry in memory.",
        2,
        quick ? 3 : 9,
        Engines.ours(
            name -> () -> Forked.serving(Forked.jvm(Relaunched.class, List.of(), name), 100)),
        Yardstick.less("p50, ms", Engines.NATIVE),
        List.of(Target.medianAtMost(Engines.NATIVE, "p50, ms", 3)));
  }

  public static void main(String[] args) throws Exception {
    try (ProcessManager pm = Engines.open(args[0])) {
      var runs = new SynchronousQueue<Long>();
      RestartPolicy atOnce = RestartPolicy.always().backoff(Backoff.fixed(Duration.ZERO));
      ManagedProcess process =
          pm.startCliBackground(
                  Command.of("sleep", "600"), as -> as.restart(atOnce.atMost(Integer.MAX_VALUE)))
              .join();
      pm.listen(event -> tell(event, runs));
      Server.serve(amount -> measured(amount, process, runs));
    }
  }

  private static void tell(ProcessEvent event, SynchronousQueue<Long> runs) {
    if (event instanceof ProcessEvent.StateChanged changed
        && changed.to() == ProcessState.RUNNING) {
      try {
        runs.put(System.nanoTime());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Measurement measured(
      long amount, ManagedProcess process, SynchronousQueue<Long> runs) {
    double[] times = new double[Math.toIntExact(amount)];
    try {
      for (int i = 0; i < times.length; i++) {
        ProcessHandle handle = ProcessHandle.of(process.pid().orElseThrow()).orElseThrow();
        long begin = System.nanoTime();
        handle.destroyForcibly();
        times[i] = (runs.take() - begin) / 1e6;
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return Measurement.quantiles("ms", times);
  }
}
