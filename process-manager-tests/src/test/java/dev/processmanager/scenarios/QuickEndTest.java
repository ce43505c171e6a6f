package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Processes that end sooner than a registry in a file can be told that they run.
@Timeout(60)
class QuickEndTest {

  private static final int PROCESSES = 40;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void whoEndsAtOnceHasBeenStartedAllTheSame(TestEngine engine) {
    Path file = directory.resolve("processes.json");
    try (ProcessManager pm = engine.open(ProcessManager.builder().registryFile(file))) {
      var starts =
          IntStream.range(0, PROCESSES)
              .mapToObj(i -> pm.startCliBackground(Command.of("true"), as -> as.id("p" + i)))
              .toList();
      for (var start : starts) {
        ManagedProcess process = get(start);
        assertThat(get(process.result()).success()).isTrue();
        assertThat(process.status().state()).isEqualTo(ProcessState.STOPPED);
      }
    }
  }
}
