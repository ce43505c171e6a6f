package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Who has waited in vain is forgotten.
class WaitsTest {

  private static final int MANY = 100_000;

  /// A wait that is remembered holds a few hundred bytes.
  private static final long MEGABYTES_ALLOWED = 8;

  @Test
  void waitsThatWereCancelledLeaveNothingBehind() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess process = sleeper(pm);
      assertForgotten(
          () -> {
            CompletableFuture<ProcessResult> wait = pm.waitForProcess(process.id(), ofHours(1));
            wait.cancel(true);
            return wait;
          });
      assertForgotten(
          () -> {
            CompletableFuture<?> wait = process.exit();
            wait.cancel(true);
            return wait;
          });
    }
  }

  @Test
  void waitsThatRanOutLeaveNothingBehind() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      String id = sleeper(pm).id();
      assertForgotten(() -> pm.waitForProcess(id, ofMillis(1)));
    }
  }

  private static ManagedProcess sleeper(ProcessManager pm) {
    return get(pm.startCliBackground(Command.of("sleep", "600")));
  }

  private static void assertForgotten(Supplier<CompletableFuture<?>> wait) {
    times(MANY / 10, wait);
    long before = usedMegabytes();
    times(MANY, wait);
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(usedMegabytes() - before).isLessThan(MEGABYTES_ALLOWED));
  }

  private static void times(int count, Supplier<CompletableFuture<?>> wait) {
    CompletableFuture<?> last = wait.get();
    for (int i = 1; i < count; i++) {
      last = wait.get();
    }
    get(last.handle((_, _) -> true));
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
