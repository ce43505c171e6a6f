package dev.processmanager.jfr;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {

  private static final String ID = "recorded";

  @TempDir Path directory;

  @Test
  void aRecordingTellsTheLifeOfAProcess() throws Exception {
    Path file = directory.resolve("life.jfr");
    try (var recording = new Recording();
        ProcessManager pm = TestEngine.PORTABLE.open()) {
      recording.start();
      RestartPolicy once =
          RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ofMillis(20))).atMost(1);
      pm.startCliBackground(Command.shell("exit 3"), as -> as.id(ID).restart(once))
          .get(20, SECONDS);
      pm.waitForProcess(ID).get(20, SECONDS);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> ours =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.hasField("process"))
            .filter(event -> event.getString("process").contains(ID))
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    assertThat(states(ours))
        .containsExactly(
            "STOPPED STARTING 1",
            "STARTING RUNNING 1",
            "RUNNING BACKOFF 1",
            "BACKOFF STARTING 2",
            "STARTING RUNNING 2",
            "RUNNING FATAL 2");
    assertThat(named("RunEnd", ours))
        .hasSize(2)
        .allSatisfy(
            end -> {
              assertThat(end.getString("cause")).isEqualTo("EXITED");
              assertThat(end.getString("exit")).contains("3");
              assertThat(end.getDuration("uptime")).isPositive();
            });
    assertThat(named("RestartSchedule", ours))
        .singleElement()
        .satisfies(
            restart -> assertThat(restart.getDuration("delay")).isEqualTo(Duration.ofMillis(20)));
    assertThat(ours).allSatisfy(event -> assertThat(event.getStackTrace()).isNull());
  }

  @Test
  void withoutARecordingThereIsNone() throws Exception {
    try (var later = new Recording();
        ProcessManager pm = TestEngine.PORTABLE.open()) {
      pm.startCliBackground(Command.of("true"), as -> as.id(ID)).get(20, SECONDS);
      pm.waitForProcess(ID).get(20, SECONDS);
      later.start();
      later.stop();
      Path file = directory.resolve("nothing.jfr");
      later.dump(file);

      assertThat(RecordingFile.readAllEvents(file))
          .noneMatch(event -> event.getEventType().getName().startsWith("dev.processmanager"));
    }
  }

  private static List<String> states(List<RecordedEvent> events) {
    return named("StateChange", events).stream()
        .map(
            change ->
                change.getString("from")
                    + " "
                    + change.getString("to")
                    + " "
                    + change.getInt("generation"))
        .toList();
  }

  private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.processmanager." + name))
        .toList();
  }
}
