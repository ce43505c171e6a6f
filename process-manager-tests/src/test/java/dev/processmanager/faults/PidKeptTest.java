package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever is reaped gives its number back, and with it the name of its group.
class PidKeptTest {

  /// The main process obeys at once; its child does not before it is allowed to.
  private static final String FAMILY =
      "sh -c 'trap \"\" TERM; echo up; while [ ! -e \"$1\" ]; do sleep 0.02; done' sh \"$1\" & wait";

  @TempDir Path directory;

  @Test
  void aNumberIsKeptUntilTheWholeTreeHasEnded() throws Exception {
    Path allowed = directory.resolve("allowed");
    try (ProcessManager pm = TestEngine.NATIVE.open()) {
      ManagedProcess family =
          get(pm.startCliBackground(Command.of("sh", "-c", FAMILY, "sh", allowed.toString())));
      await().atMost(20, SECONDS).until(() -> !family.output().tail(1).isEmpty());
      long pid = family.pid().orElseThrow();
      CompletableFuture<StopReport> stop = family.stop(StopPlan.graceful(ofSeconds(60)));
      await().atMost(20, SECONDS).until(() -> Machine.state(pid) == 'Z');
      await()
          .during(ofSeconds(2))
          .atMost(ofSeconds(4))
          .until(() -> Machine.state(pid) == 'Z' && !stop.isDone());
      Files.createFile(allowed);

      assertThat(get(stop).complete()).isTrue();
      await().atMost(20, SECONDS).until(() -> Machine.state(pid) == ' ');
    }
  }
}
