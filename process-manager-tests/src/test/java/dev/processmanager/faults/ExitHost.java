package dev.processmanager.faults;

import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends in one of many ways, with a family of processes that nobody has stopped.
final class ExitHost {

  static final int CODE = 7;

  private static final String FAMILY =
      "sleep 60 & (setsid sleep 61 > /dev/null 2>&1 &); echo up; wait";
  private static final String STUBBORN = "trap '' TERM; " + FAMILY + "; wait";

  enum Way {
    RETURN,
    EXIT,
    EXIT_WHEN_A_RUN_IS_COMPLETE,
    EXIT_ON_A_VIRTUAL_THREAD,
    EXIT_IN_A_SINK,
    EXIT_DURING_LAUNCHES,
    EXIT_DURING_A_STOP,
    EXIT_DURING_CLOSE,
    EXIT_WHILE_A_SINK_BLOCKS,
    EXIT_WITH_TWO_MANAGERS,
    THROW,
    WAIT_FOR_A_SIGNAL
  }

  private ExitHost() {}

  public static void main(String[] args) throws Exception {
    ProcessManager pm = open(args[0]);
    family(pm, FAMILY);
    System.out.println("ready");
    switch (Way.valueOf(args[1])) {
      case RETURN -> {}
      case EXIT -> System.exit(CODE);
      case EXIT_WHEN_A_RUN_IS_COMPLETE -> {
        pm.runCli("true").thenRun(() -> System.exit(CODE));
        waitForEver();
      }
      case EXIT_ON_A_VIRTUAL_THREAD -> {
        Thread.startVirtualThread(() -> System.exit(CODE));
        waitForEver();
      }
      case EXIT_IN_A_SINK -> {
        pm.runCli(Command.of("echo", "x").onLine(_ -> System.exit(CODE)));
        waitForEver();
      }
      case EXIT_DURING_LAUNCHES -> {
        for (int i = 0; i < 50; i++) {
          pm.startCliBackground(Command.shell(FAMILY));
          pm.runCli(Command.shell(FAMILY));
        }
        System.exit(CODE);
      }
      case EXIT_DURING_A_STOP -> {
        family(pm, STUBBORN).stop(StopPlan.graceful(ofSeconds(1)));
        System.exit(CODE);
      }
      case EXIT_DURING_CLOSE -> {
        Thread.ofPlatform().start(pm::close);
        System.exit(CODE);
      }
      case EXIT_WHILE_A_SINK_BLOCKS -> exitWhileASinkBlocks(pm);
      case EXIT_WITH_TWO_MANAGERS -> {
        family(open(args[0]), FAMILY);
        System.exit(CODE);
      }
      case THROW -> throw new IllegalStateException("nobody catches this");
      case WAIT_FOR_A_SIGNAL -> waitForEver();
    }
  }

  private static ProcessManager open(String engine) {
    return ProcessManager.builder().engine(Engine.valueOf(engine)).build();
  }

  private static ManagedProcess family(ProcessManager pm, String script) {
    ManagedProcess family =
        Machine.get(
            pm.startCliBackground(
                Command.shell(script), as -> as.stop(StopPlan.graceful(ofSeconds(5)))));
    Machine.await("it is up", () -> !family.output().tail(1).isEmpty());
    return family;
  }

  private static void exitWhileASinkBlocks(ProcessManager pm) {
    var blocks = new AtomicBoolean();
    pm.startCliBackground(
        Command.of("yes")
            .output(
                (_, _) -> {
                  blocks.set(true);
                  waitForEver();
                }));
    Machine.await("the sink blocks", blocks::get);
    System.exit(CODE);
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
