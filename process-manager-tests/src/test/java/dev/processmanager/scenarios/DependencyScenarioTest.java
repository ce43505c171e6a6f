package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lines;
import static dev.processmanager.scenarios.Scenario.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessFilter;
import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.supervise.Dependency;
import dev.processmanager.supervise.DependencyException;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.task.AsyncAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real processes that depend on each other: commands on functions and functions on commands.
@Timeout(120)
class DependencyScenarioTest {

  /// Notes its start and its end in a file, and says that it is ready a while after its start.
  private static final String SERVICE =
      "echo start $1 >> \"$2\"; trap 'echo stop $1 >> \"$2\"; exit 0' TERM; sleep 0.2; echo ready;"
          + " while :; do sleep 0.05; done";

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void manyComeUpInOrderAndGoDownInTheInverse(TestEngine engine) {
    Path notes = directory.resolve("notes");
    try (ProcessManager pm = engine.open()) {
      List<ManagedProcess> all =
          get(
              pm.startAll(
                  List.of(
                      service("web", notes).dependsOn("api"),
                      function("api", notes)
                          .dependsOn("db")
                          .dependsOn(Dependency.on("migration").completedSuccessfully()),
                      ProcessSpec.of(sh("echo start migration >> \"$1\"", notes))
                          .id("migration")
                          .dependsOn("db"),
                      service("db", notes))));
      assertThat(all)
          .extracting(ManagedProcess::id)
          .containsExactly("web", "api", "migration", "db");
      assertThat(lines(notes))
          .containsExactly("start db", "start migration", "start api", "start web");
      assertThat(get(pm.stopAll()).complete()).isTrue();
      assertThat(lines(notes)).endsWith("stop web", "stop api", "stop db");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAManagerKeepsTheOrder(TestEngine engine) {
    Path notes = directory.resolve("notes");
    try (ProcessManager pm = engine.open()) {
      get(
          pm.startAll(
              List.of(service("db", notes).priority(1), service("web", notes).dependsOn("db"))));
    }
    assertThat(lines(notes)).containsExactly("start db", "start web", "stop web", "stop db");
  }

  @ParameterizedTest
  @EnumSource
  void whoGivesUpTheStartOfAllWantsNobody(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var never = HealthCheck.startup(Probe.logLine("never printed")).every(ofMillis(50));
      var start =
          pm.startAll(
              List.of(
                  ProcessSpec.of(Command.of("sleep", "60")).check(never),
                  ProcessSpec.of(Command.of("sleep", "60"))));
      await()
          .atMost(ofSeconds(20))
          .until(
              () -> get(pm.listProcesses()).stream().allMatch(status -> status.pid().isPresent()));
      start.cancel(true);
      await()
          .atMost(ofSeconds(20))
          .until(
              () ->
                  get(pm.listProcesses()).stream()
                      .allMatch(status -> status.state() == ProcessState.STOPPED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedIsRefusedInTheFuture(TestEngine engine) {
    Path notes = directory.resolve("notes");
    try (ProcessManager pm = engine.open()) {
      var web = service("web", notes).dependsOn("db");
      assertThatThrownBy(() -> get(pm.start(web))).isInstanceOf(DependencyException.class);
      get(pm.start(service("db", notes)));
      assertThatThrownBy(() -> get(pm.startAll(List.of(web, service("db", notes)))))
          .isInstanceOf(DuplicateIdException.class);
      assertThatThrownBy(() -> get(pm.updateProcess(service("db", notes).dependsOn("db"))))
          .isInstanceOf(DependencyException.class)
          .hasMessageContaining("db -> db");
      assertThat(get(pm.getHandle("web"))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGroupIsRestartedOneAfterAnother(TestEngine engine) {
    Path notes = directory.resolve("notes");
    try (ProcessManager pm = engine.open()) {
      get(
          pm.startAll(
              List.of(
                  service("a", notes).metadata("group", "g").priority(1),
                  service("b", notes).metadata("group", "g").priority(2),
                  service("other", notes))));
      get(pm.rollingRestart(ProcessFilter.metadata("group", "g"), ofSeconds(30)));
      assertThat(lines(notes).stream().filter(line -> !line.endsWith("other")))
          .containsExactly("start a", "start b", "stop a", "start a", "stop b", "start b");
    }
  }

  private ProcessSpec service(String id, Path notes) {
    return ProcessSpec.of(sh(SERVICE, id, notes))
        .id(id)
        .check(HealthCheck.startup(Probe.logLine("ready")).every(ofMillis(20)));
  }

  private static ProcessSpec function(String id, Path notes) {
    AsyncAction work =
        task -> {
          note(notes, "start " + id);
          var stopped = new CountDownLatch(1);
          task.onStop(stopped::countDown);
          try {
            stopped.await();
          } finally {
            note(notes, "stop " + id);
          }
        };
    Probe noted =
        Probe.function(
            _ ->
                lines(notes).contains("start " + id)
                    ? ProbeResult.pass()
                    : ProbeResult.fail("it has not begun"));
    return ProcessSpec.of(work).id(id).check(HealthCheck.startup(noted).every(ofMillis(20)));
  }

  private static void note(Path notes, String line) throws IOException {
    Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
