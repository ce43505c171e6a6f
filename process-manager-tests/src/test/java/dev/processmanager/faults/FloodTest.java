package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.OutputSink;
import dev.processmanager.process.ProcessResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A grandchild that never stops writing keeps nobody waiting for long.
class FloodTest {

  private static final Duration LIMIT = ofSeconds(5);

  /// Waits until the flood has begun, then ends.
  private static final String LEAVES_A_FLOOD =
      "yes \"$(head -c 1000 /dev/zero | tr '\\0' x)\" & echo $! > \"$1\"; sleep 0.3; exit 7";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void theResultComesSoonAfterTheEnd(TestEngine engine) throws Exception {
    try (ProcessManager pm = engine.open()) {
      endsSoon(pm, flooding("captured"), "captured");
      endsSoon(pm, flooding("counted").output(OutputSink.discard()), "counted");
      endsSoon(
          pm,
          flooding("slow")
              .output((_, _) -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5))),
          "slow");
    }
  }

  private Command flooding(String name) {
    return Command.of("sh", "-c", LEAVES_A_FLOOD, "sh", directory.resolve(name).toString())
        .captureLimit(1_000_000);
  }

  private void endsSoon(ProcessManager pm, Command command, String name) throws Exception {
    CompletableFuture<ProcessResult> run = pm.runCli(command);
    Path pid = directory.resolve(name);
    await().atMost(20, SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 0);
    try {
      long begin = System.nanoTime();
      ProcessResult result = get(run);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(name).isLessThan(LIMIT);
      assertThat(result.exitCode()).hasValue(7);
      assertThat(get(pm.runCli("echo", "served")).stdout()).isEqualTo("served\n");
    } finally {
      long flood = Long.parseLong(Files.readString(pid).strip());
      ProcessHandle.of(flood).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
