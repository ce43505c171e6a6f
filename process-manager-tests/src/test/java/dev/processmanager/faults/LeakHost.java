package dev.processmanager.faults;

import static java.time.Duration.ofMillis;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Runs and fails to run a thousand commands of every kind, and compares what it holds.
final class LeakHost {

  private static final int TOGETHER = 20;

  private static final List<Function<ProcessManager, CompletableFuture<?>>> KINDS =
      List.of(
          pm -> pm.runCli("echo", "text"),
          pm -> pm.runCli(Command.shell("echo a; echo b >&2; exit 3").mergeStreams()),
          pm -> pm.runCli(Command.of("cat").input("text")),
          pm -> pm.runCli(Command.of("true").input("nobody reads this ".repeat(20_000))),
          pm -> pm.runCli(Command.of("cat").input(new ByteArrayInputStream(new byte[9_000]))),
          pm -> pm.runCli(Command.of("sleep", "60").timeout(ofMillis(30))),
          LeakHost::cancelled,
          pm -> pm.runCli(Command.of("echo", "x").onLine(_ -> throwing())),
          pm -> pm.startCliBackground(Command.of("sleep", "60")).thenCompose(LeakHost::stopped),
          pm -> pm.runCli("no-such-program"),
          pm -> pm.runCli(Command.of("true").in(Path.of("/no/such/directory"))),
          pm -> pm.runCli(Command.of("true", "x".repeat(200_000))),
          pm -> pm.runCli("/etc/passwd"),
          pm -> pm.runCli("/etc"),
          pm -> pm.runCli(Command.of("cat").input(Path.of("/no/such/file"))));

  private LeakHost() {}

  /// @param args the engine, and how many of each kind
  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    try (ProcessManager pm = ProcessManager.builder().engine(Engine.valueOf(args[0])).build()) {
      KINDS.forEach(kind -> times(pm, kind, 2 * TOGETHER));
      Machine.Holdings before = Machine.Holdings.now();
      for (Function<ProcessManager, CompletableFuture<?>> kind : KINDS) {
        times(pm, kind, count);
        Machine.await(
            "kind " + KINDS.indexOf(kind) + " leaks: " + before,
            () -> !Machine.Holdings.now().exceed(before));
      }
    }
    System.out.println("nothing has leaked");
  }

  private static void times(
      ProcessManager pm, Function<ProcessManager, CompletableFuture<?>> kind, int count) {
    for (int i = 0; i < count; i += TOGETHER) {
      List<CompletableFuture<?>> wave = new ArrayList<>();
      for (int j = 0; j < TOGETHER; j++) {
        wave.add(kind.apply(pm).handle((_, _) -> true));
      }
      wave.forEach(Machine::get);
    }
  }

  private static CompletableFuture<?> cancelled(ProcessManager pm) {
    CompletableFuture<?> run = pm.runCli("sleep", "60");
    run.cancel(true);
    return run;
  }

  private static CompletableFuture<?> stopped(ManagedProcess process) {
    return process.stop(StopPlan.immediate());
  }

  private static void throwing() {
    throw new IllegalStateException("from a listener");
  }
}
