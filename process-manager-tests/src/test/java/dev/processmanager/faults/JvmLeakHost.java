package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// Runs and fails to run functions in child JVMs in every way, and compares what it holds.
final class JvmLeakHost {

  private static final int TOGETHER = 3;
  private static final JvmOptions OPTIONS = JvmOptions.defaults().heap("32m");

  private static final List<Function<ProcessManager, CompletableFuture<?>>> KINDS =
      List.of(
          pm -> pm.runJvm(OPTIONS, () -> 1),
          pm -> pm.runJvm(OPTIONS, () -> Runtime.getRuntime().halt(3)),
          pm -> pm.runJvm(OPTIONS.timeout(Duration.ofMillis(50)), () -> Thread.sleep(60_000)),
          pm -> pm.runJvm(OPTIONS.jvmArgs("-XX:Bogus"), () -> 1),
          pm -> pm.runJvm(OPTIONS.startTimeout(Duration.ofMillis(10)), () -> 1),
          pm -> pm.runJvm(OPTIONS.javaHome(Path.of("/no/such/home")), () -> 1),
          pm -> pm.runJvm(OPTIONS.in(Path.of("/no/such/directory")), () -> 1),
          JvmLeakHost::cancelled,
          JvmLeakHost::pooled,
          pm ->
              pm.startJvmBackground(OPTIONS, () -> Thread.sleep(60_000))
                  .thenCompose(process -> process.stop()));

  private JvmLeakHost() {}

  /// @param args the engine, and how many times each is done
  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    try (ProcessManager pm = TestEngine.valueOf(args[0]).open()) {
      KINDS.forEach(kind -> times(pm, kind, TOGETHER));
      Machine.Holdings before = Machine.Holdings.now();
      for (Function<ProcessManager, CompletableFuture<?>> kind : KINDS) {
        times(pm, kind, count);
        Machine.await(
            "kind " + KINDS.indexOf(kind) + " leaks: " + before + " " + leftFiles(),
            () -> !Machine.Holdings.now().exceed(before) && leftFiles().isEmpty());
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
    CompletableFuture<?> run = pm.runJvm(OPTIONS, () -> Thread.sleep(60_000));
    run.cancel(true);
    return run;
  }

  private static CompletableFuture<?> pooled(ProcessManager pm) {
    JvmPool pool = pm.jvmPool(OPTIONS.workers(1).spares(1));
    CompletableFuture<?> result = pool.submit(() -> 1);
    return result.thenCompose(
        _ -> {
          pool.stop();
          return pool.closed();
        });
  }

  /// What was meant for single children, and their sockets; what all need stays with this JVM.
  private static List<Path> leftFiles() {
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> !Files.isDirectory(file) && !file.toString().endsWith(".class"))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
