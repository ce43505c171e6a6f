package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.Exit;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ProcessStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/// What is asked so often that it has to cost nothing.
final class Questions {

  private static final String STATUS = "getStatus, µs";
  private static final String DECISION = "restart decision, µs";

  private Questions() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "questions",
        "Microseconds for one, on the mean of 200,000 in a warm JVM: the status of one of 100 "
            + "processes by its id, and a decision of `onFailure()` with exponential backoff.",
        3,
        quick ? 2 : 9,
        List.of(
            new Contestant(
                Engines.NATIVE,
                () ->
                    Forked.serving(
                        Forked.jvm(Questions.class, List.of(), Engines.NATIVE), 200_000))),
        Yardstick.atMost(STATUS, 5),
        List.of(
            Target.medianAtMost(Engines.NATIVE, STATUS, 5),
            Target.medianAtMost(Engines.NATIVE, DECISION, 1)));
  }

  public static void main(String[] args) throws Exception {
    RestartPolicy policy =
        RestartPolicy.onFailure()
            .backoff(Backoff.exponential(Duration.ofSeconds(1), 2).max(Duration.ofMinutes(1)));
    try (ProcessManager pm = Engines.open(args[0])) {
      for (int i = 0; i < 100; i++) {
        int number = i;
        pm.startCliBackground(Command.of("sleep", "600"), as -> as.id("p" + number)).join();
      }
      Server.serve(
          amount ->
              Measurement.of(STATUS, micros(amount, i -> status(pm, i).generation()))
                  .and(DECISION, micros(amount, i -> decision(policy, i).hashCode())));
    }
  }

  private static ProcessStatus status(ProcessManager pm, int i) {
    return pm.getStatus("p" + i % 100).join();
  }

  private static Decision decision(RestartPolicy policy, int i) {
    return policy.decide(
        new Ended(
            Cause.EXITED, new Exit.Exited(1), false, Duration.ofSeconds(i % 50), false, i % 5, i));
  }

  private static double micros(long amount, ToIntFunction<Integer> question) {
    int sum = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < amount; i++) {
      sum += question.applyAsInt(i);
    }
    double micros = (System.nanoTime() - begin) / 1e3 / amount;
    // Or nobody would have to answer.
    return sum == Integer.MIN_VALUE ? Double.NaN : micros;
  }
}
