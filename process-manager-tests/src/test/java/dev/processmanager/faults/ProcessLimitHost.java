package dev.processmanager.faults;

import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts processes until the system gives no more, again and again.
final class ProcessLimitHost {

  private static final int MORE_THAN_ALLOWED = 1_000;

  /// Needs no further process.
  private static final String TICKER =
      "import time\nwhile True:\n  print('tick')\n  time.sleep(0.02)";

  private ProcessLimitHost() {}

  /// @param args the engine, and how often
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[1]);
    var ticks = new AtomicInteger();
    try (ProcessManager pm = ProcessManager.builder().engine(Engine.valueOf(args[0])).build()) {
      // the JDK itself needs threads for virtual ones, and cannot do without them
      stop(Machine.get(pm.startCliBackground(Command.of("sleep", "600"))));
      pm.startCliBackground(
          Command.of("python3", "-uc", TICKER).onLine(_ -> ticks.incrementAndGet()));
      Machine.await("the ticker ticks", () -> ticks.get() > 0);
      for (int round = 0; round < rounds; round++) {
        Deque<ManagedProcess> crowd = new ArrayDeque<>();
        String end = fill(pm, crowd);
        System.out.println(crowd.size() + " in round " + round + ", then: " + end);
        for (int i = 0; i < 20; i++) {
          refused(pm);
        }
        int heard = ticks.get();
        Machine.await("the other child is served on", () -> ticks.get() > heard);
        while (!crowd.isEmpty()) {
          stop(crowd.pop());
        }
        if (!Machine.get(pm.runCli("echo", "again")).stdout().equals("again\n")) {
          throw new AssertionError("afterwards");
        }
      }
      if (args[0].equals("NATIVE")) {
        // a JDK that has no thread for a child it has started forgets the child, until close
        Machine.await(
            "only the ticker and the guardian are left", () -> Machine.children().size() == 2);
      }
    }
    System.out.println("done");
  }

  private static void stop(ManagedProcess process) {
    Machine.get(process.stop(StopPlan.graceful(ofSeconds(5))));
  }

  private static String fill(ProcessManager pm, Deque<ManagedProcess> crowd) {
    for (int i = 0; i < MORE_THAN_ALLOWED; i++) {
      try {
        crowd.push(Machine.get(pm.startCliBackground(Command.of("sleep", "600"))));
      } catch (LaunchException limit) {
        return checked(limit);
      }
    }
    throw new AssertionError("there is no limit");
  }

  private static void refused(ProcessManager pm) {
    try {
      Machine.get(pm.runCli(Command.of("cat").input("text").timeout(ofSeconds(10))));
    } catch (LaunchException limit) {
      checked(limit);
    }
  }

  private static String checked(LaunchException limit) {
    if (limit.isPermanent() || !limit.getMessage().contains("too many processes")) {
      throw limit;
    }
    return limit.getMessage();
  }
}
