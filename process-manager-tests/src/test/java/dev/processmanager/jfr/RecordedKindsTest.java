package dev.processmanager.jfr;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.jvm.JvmAction;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.task.AsyncAction;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A recording tells the same of a command, a child JVM and a task.
@Timeout(60)
class RecordedKindsTest {

  private static final RestartPolicy ONCE =
      RestartPolicy.onFailure().backoff(Backoff.fixed(ofMillis(20))).atMost(1);

  /// What each of them goes through.
  private static final List<String> LIFE =
      List.of(
          "StateChange 1 STOPPED STARTING start requested",
          "HealthChange 1 NONE STARTING",
          "StateChange 1 STARTING RUNNING",
          "HealthChange 1 STARTING HEALTHY liveness check passed",
          "HealthChange 1 HEALTHY UNHEALTHY liveness check: unwell",
          "StateChange 1 RUNNING STOPPING liveness check: unwell",
          "RunEnd 1 NOT_LIVE",
          "RestartSchedule 1 attempt 1 in 20 ms",
          "StateChange 1 STOPPING BACKOFF restart 1 in 0.020 s",
          "HealthChange 1 UNHEALTHY NONE",
          "StateChange 2 BACKOFF STARTING restart 1",
          "HealthChange 2 NONE STARTING",
          "StateChange 2 STARTING RUNNING",
          "HealthChange 2 STARTING HEALTHY liveness check passed",
          "StateChange 2 RUNNING STOPPING stop requested",
          "RunEnd 2 EXITED",
          "StateChange 2 STOPPING STOPPED",
          "HealthChange 2 HEALTHY NONE");

  @TempDir Path directory;

  @Test
  void theLifeOfEachKindIsRecordedAlike() throws Exception {
    Command command = Command.of("sleep", "60");
    JvmAction function = () -> TimeUnit.MINUTES.sleep(1);
    AsyncAction task = _ -> TimeUnit.MINUTES.sleep(1);
    List<Launcher> launchers = List.of(command, function, task);
    Path file = directory.resolve("kinds.jfr");
    try (var recording = new Recording();
        ProcessManager pm = TestEngine.PORTABLE.open()) {
      recording.start();
      pm.startAll(launchers.stream().map(RecordedKindsTest::spec).toList()).get(20, SECONDS);
      for (ProcessKind kind : ProcessKind.values()) {
        await().pollInterval(ofMillis(10)).until(() -> isWellAgain(pm, kind.name()));
      }
      pm.stopAll().get(20, SECONDS);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("dev.processmanager."))
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    for (ProcessKind kind : ProcessKind.values()) {
      assertThat(events)
          .filteredOn(event -> event.getString("process").equals(kind.name()))
          .extracting(RecordedKindsTest::describe)
          .containsExactlyElementsOf(LIFE);
    }
  }

  private static ProcessSpec spec(Launcher launcher) {
    Set<Integer> well = ConcurrentHashMap.newKeySet();
    Probe wellAtFirst =
        run ->
            well.add(run.generation()) || run.generation() == 2
                ? ProbeResult.pass()
                : ProbeResult.fail("unwell");
    return ProcessSpec.of(launcher)
        .id(launcher.kind().name())
        .restart(ONCE)
        .check(HealthCheck.liveness(wellAtFirst).every(ofMillis(20)).failures(1));
  }

  private static boolean isWellAgain(ProcessManager pm, String id) throws Exception {
    ProcessStatus status = pm.getStatus(id).get(20, SECONDS);
    return status.generation() == 2 && status.health() == Health.HEALTHY;
  }

  private static String describe(RecordedEvent event) {
    String name = event.getEventType().getName().replace("dev.processmanager.", "");
    String what =
        switch (name) {
          case "RunEnd" -> event.getString("cause");
          case "RestartSchedule" ->
              "attempt %d in %d ms"
                  .formatted(event.getInt("attempt"), event.getDuration("delay").toMillis());
          default ->
              "%s %s %s"
                  .formatted(
                      event.getString("from"), event.getString("to"), event.getString("reason"))
                  .strip();
        };
    return "%s %d %s".formatted(name, event.getInt("generation"), what);
  }
}
