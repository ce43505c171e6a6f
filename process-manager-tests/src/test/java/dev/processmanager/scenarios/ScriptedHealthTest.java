package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lines;
import static dev.processmanager.scenarios.Scenario.pids;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Health;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Health by a script of one's own.
@Timeout(120)
class ScriptedHealthTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void aScriptTellsHowHealthyAProcessIs(TestEngine engine) throws IOException {
    Path flag = Files.createFile(directory.resolve("well"));
    Path seen = directory.resolve("seen");
    Probe script =
        Probe.command(
            sh("echo $MAINPID > \"$2\"; echo checked; test -e \"$1\" || exit 7", flag, seen));
    var reasons = new CopyOnWriteArrayList<String>();
    try (ProcessManager pm = engine.open()) {
      pm.listen(
          event -> {
            if (event instanceof ProcessEvent.HealthChanged changed) {
              reasons.add(changed.describe());
            }
          });
      ManagedProcess process =
          get(
              pm.startCliBackground(
                  sh("exec sleep 60"),
                  as ->
                      as.check(
                          HealthCheck.readiness(script)
                              .every(ofMillis(50))
                              .within(ofSeconds(20))
                              .failures(1))));
      get(process.whenHealthy());
      String pid = Long.toString(process.pid().orElseThrow());
      await().atMost(20, SECONDS).until(() -> lines(seen).equals(List.of(pid)));

      Files.delete(flag);
      await().atMost(20, SECONDS).until(() -> process.status().health() == Health.UNHEALTHY);
      assertThat(get(pm.listProcesses())).hasSize(1);
      await()
          .atMost(20, SECONDS)
          .untilAsserted(
              () ->
                  assertThat(reasons).anyMatch(reason -> reason.contains("exit code 7: checked")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScriptThatHangsEndsWithItsTimeAndEverythingItStarted(TestEngine engine) {
    Path pids = directory.resolve("pids");
    Probe hangs =
        Probe.command(
            sh("sleep 60 & echo $! >> \"$1\"; echo $$ >> \"$1\"; trap '' TERM; wait", pids));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process =
          get(
              pm.startCliBackground(
                  sh("exec sleep 60"),
                  as ->
                      as.check(
                          HealthCheck.readiness(hangs)
                              .every(ofSeconds(1))
                              .within(ofSeconds(2))
                              .failures(1))));
      List<Long> started = pids(pids, 2);
      await().atMost(20, SECONDS).until(() -> process.status().health() == Health.UNHEALTHY);
      await().atMost(20, SECONDS).until(() -> started.stream().noneMatch(Scenario::lives));
      assertThat(process.pid().stream().allMatch(Scenario::lives)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScriptEndsWithTheProcessItAsksAbout(TestEngine engine) {
    Path pids = directory.resolve("pids");
    Probe hangs = Probe.command(sh("echo $$ >> \"$1\"; exec sleep 60", pids));
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process =
          get(
              pm.startCliBackground(
                  sh("exec sleep 60"),
                  as -> as.check(HealthCheck.readiness(hangs).within(ofSeconds(60)))));
      List<Long> started = pids(pids, 1);
      get(process.stop());
      await().atMost(20, SECONDS).until(() -> started.stream().noneMatch(Scenario::lives));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScriptEndsWithItsManager(TestEngine engine) {
    Path pids = directory.resolve("pids");
    Probe hangs = Probe.command(sh("echo $$ >> \"$1\"; exec sleep 60", pids));
    List<Long> started;
    try (ProcessManager pm = engine.open()) {
      get(
          pm.startCliBackground(
              sh("exec sleep 60"),
              as -> as.check(HealthCheck.readiness(hangs).within(ofSeconds(60)))));
      started = pids(pids, 1);
    }
    await().atMost(20, SECONDS).until(() -> started.stream().noneMatch(Scenario::lives));
  }
}
