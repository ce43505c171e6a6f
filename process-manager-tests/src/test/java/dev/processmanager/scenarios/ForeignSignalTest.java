package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.process.Signal;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A signal to a process that another host has started and looks after.
@Timeout(60)
class ForeignSignalTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "PORTABLE"})
  void reachesTheProcessAndChangesNothingElse(TestEngine engine) {
    Path ready = directory.resolve("ready");
    Path heard = directory.resolve("heard");
    try (ProcessManager owner = open(engine);
        ProcessManager other = open(engine)) {
      ProcessSpec spec =
          ProcessSpec.of(
                  sh(
                      "trap 'echo hup >> \"$2\"' HUP; : > \"$1\";"
                          + " while :; do sleep 0.02; done",
                      ready,
                      heard))
              .id("job")
              .restart(RestartPolicy.onFailure());
      ManagedProcess job = get(owner.start(spec));
      long pid = job.pid().orElseThrow();
      await().atMost(ofSeconds(20)).until(() -> Files.exists(ready));

      assertThat(get(other.signalProcess("job", Signal.HUP))).isTrue();
      await().atMost(ofSeconds(20)).until(() -> Files.exists(heard));
      assertThat(get(other.signalProcess("job", Signal.HUP))).isTrue();
      await().atMost(ofSeconds(20)).until(() -> Scenario.lines(heard).size() == 2);
      assertThat(lives(pid)).isTrue();
      assertThat(job.pid()).hasValue(pid);
      assertThat(get(other.getHandle("job"))).isEmpty();

      get(job.stop());
      assertThat(get(other.signalProcess("job", Signal.HUP))).isFalse();
    }
  }

  private ProcessManager open(TestEngine engine) {
    return engine.open(ProcessManager.builder().registryFile(directory.resolve("processes.json")));
  }
}
