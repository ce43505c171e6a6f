package dev.processmanager.faults;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Runs commands while there are too few descriptors.
final class ScarceDescriptorsHost {

  private static final int ENOUGH = 24;

  private ScarceDescriptorsHost() {}

  public static void main(String[] args) throws Exception {
    Engine engine = Engine.valueOf(args[0]);
    Descriptors.prepare(ProcessManager.class);
    Descriptors.prepare(ScarceDescriptorsHost.class);
    switch (args[1]) {
      case "run" -> run(engine);
      case "stop" -> stop(engine);
      default -> throw new IllegalArgumentException(args[1]);
    }
    System.out.println("done");
  }

  private static void run(Engine engine) throws Exception {
    var ticks = new AtomicInteger();
    try (ProcessManager others = open(engine)) {
      others.startCliBackground(
          Command.shell("while echo tick; do sleep 0.02; done")
              .onLine(_ -> ticks.incrementAndGet()));
      for (int round = 0; round < 3; round++) {
        attempts(engine, ENOUGH);
      }
      Machine.Holdings before = Machine.Holdings.now();
      for (int left = 0; left <= ENOUGH; left++) {
        attempts(engine, left);
        int heard = ticks.get();
        Machine.await("the other child is served on", () -> ticks.get() > heard);
      }
      Machine.await(
          "nothing leaks: " + before + " and now " + Machine.Holdings.now(),
          () -> !Machine.Holdings.now().exceed(before));
    }
  }

  private static ProcessManager open(Engine engine) {
    return ProcessManager.builder().engine(engine).build();
  }

  /// A manager that has done nothing yet, then one that has.
  private static void attempts(Engine engine, int left) throws Exception {
    try (ProcessManager fresh = open(engine)) {
      for (int i = 0; i < 2; i++) {
        CompletableFuture<ProcessResult> run;
        String outcome;
        try (var _ = Descriptors.leaving(left)) {
          run = fresh.runCli(Command.of("cat").input("some text").timeout(ofSeconds(10)));
          outcome = outcome(run);
        }
        System.out.println(engine + " with " + left + " left: " + outcome);
        String again = outcome(fresh.runCli(Command.of("cat").input("some text")));
        if (!again.equals("right")) {
          throw new AssertionError("afterwards: " + again);
        }
      }
    }
  }

  private static String outcome(CompletableFuture<ProcessResult> run) throws Exception {
    try {
      ProcessResult result = run.get(20, TimeUnit.SECONDS);
      if (!result.success() || !result.stdout().equals("some text")) {
        throw new AssertionError(result.toString());
      }
      return "right";
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof LaunchException refused && !refused.isPermanent()) {
        return "refused, " + refused.getMessage();
      }
      throw failure;
    }
  }

  /// A family, of which one member has left the session, is stopped while there is no descriptor.
  private static void stop(Engine engine) throws Exception {
    try (ProcessManager pm = open(engine)) {
      ManagedProcess family =
          Machine.get(
              pm.startCliBackground(
                  Command.shell(
                      "trap '' TERM; (setsid sleep 60 > /dev/null 2>&1 &); sleep 61 & echo up; wait; wait")));
      Machine.await("it is up", () -> !family.output().tail(1).isEmpty());
      CompletableFuture<StopReport> stopped;
      try (var _ = Descriptors.leaving(0)) {
        stopped = family.stop(StopPlan.graceful(ofMillis(100)).killWait(ofSeconds(10)));
        LockSupport.parkNanos(ofMillis(700).toNanos());
      }
      StopReport report = Machine.get(stopped);
      if (!report.complete()) {
        throw new AssertionError(report.toString());
      }
      // so that nothing but this stop has ended the family
      Runtime.getRuntime().halt(0);
    }
  }
}
