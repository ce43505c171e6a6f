package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jline.utils.Signals;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that takes the request to end as it likes, within its grace.
@Timeout(60)
class JvmMainStopTest {

  @TempDir Path directory;

  static final class Draining {
    public static void main(String[] arguments) throws IOException {
      Path said = Path.of(arguments[0]);
      Signals.register("TERM", () -> drain(said));
      Files.writeString(said, "ready");
      LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
    }

    private static void drain(Path said) {
      LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
      try {
        Files.writeString(said, "drained");
      } catch (IOException failure) {
        System.exit(2);
      }
      System.exit(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatItDoesAtTheSignalIsNotCutShort(TestEngine engine) throws IOException {
    Path said = directory.resolve("said");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess program =
          get(
              pm.startJvmBackground(
                  JvmMain.of(Draining.class, said.toString()),
                  as -> as.stop(StopPlan.graceful(Duration.ofSeconds(20)))));
      await()
          .atMost(20, SECONDS)
          .until(() -> Files.exists(said) && Files.readString(said).equals("ready"));
      assertThat(get(program.stop()).forced()).isEmpty();
      assertThat(Files.readString(said)).isEqualTo("drained");
    }
  }
}
