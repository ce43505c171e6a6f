package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Health;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ready once a line says so.
@Timeout(120)
class LogLineTest {

  /// Prints at once, then waits for a file before it says that it is ready.
  private static final String SERVER =
      "echo starting; until test -e \"$1\"; do sleep 0.05; done; echo listening on 80 >&2;"
          + " exec sleep 60";

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void aStartCompletesOnceTheLineIsPrinted(TestEngine engine) throws IOException {
    try (ProcessManager pm = engine.open()) {
      Path go = directory.resolve("go");
      var started = pm.startCliBackground(sh(SERVER, go), as -> as.check(listening()));
      await()
          .atMost(20, SECONDS)
          .until(
              () ->
                  get(pm.listProcesses()).stream()
                      .anyMatch(status -> status.lastHealthCheck().isPresent()));
      assertThat(started).isNotDone();

      Files.createFile(go);
      assertThat(get(get(started).whenHealthy()).status().health()).isEqualTo(Health.HEALTHY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLogOfADetachedProcessCountsFromItsLaunch(TestEngine engine) throws IOException {
    Path log = directory.resolve("server.log");
    Files.writeString(log, "listening on 80\n");
    Path go = directory.resolve("go");
    try (ProcessManager pm = engine.open()) {
      UnaryOperator<ProcessSpec> detached =
          as -> as.id("server").logFile(log).detached().check(ready());
      ManagedProcess server = get(pm.startCliBackground(sh(SERVER, go), detached));
      try {
        await().atMost(20, SECONDS).until(() -> server.status().health() == Health.UNHEALTHY);
        Files.createFile(go);
        await().atMost(20, SECONDS).until(() -> server.status().health() == Health.HEALTHY);
      } finally {
        get(server.stopNow());
      }
    }
  }

  private static HealthCheck listening() {
    return HealthCheck.startup(Probe.logLine("^listening on \\d+$"))
        .every(ofMillis(50))
        .failures(1_000);
  }

  private static HealthCheck ready() {
    return HealthCheck.readiness(Probe.logLine("^listening on \\d+$"))
        .every(ofMillis(50))
        .failures(1);
  }
}
