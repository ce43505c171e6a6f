package dev.processmanager.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Cause;
import dev.processmanager.supervise.ProcessEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which events there are in a recording, and what each tells.
class RecordedFieldsTest {

  private static final Entry.Key KEY = new Entry.Key(Scope.session("s-1"), "recorded-fields");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<String> COMMON =
      Set.of("startTime", "duration", "eventThread", "stackTrace", "process", "generation");

  @TempDir Path directory;

  @Test
  void everyEventHasItsFields() throws Exception {
    List<ProcessEvent> news =
        List.of(
            new ProcessEvent.StateChanged(
                KEY, 7, NOW, ProcessState.RUNNING, ProcessState.BACKOFF, "it crashed"),
            new ProcessEvent.HealthChanged(
                KEY, 7, NOW, Health.HEALTHY, Health.UNHEALTHY, "no answer"),
            new ProcessEvent.RunEnded(
                KEY, 7, NOW, Cause.NOT_LIVE, new Exit.Exited(3), Duration.ofMillis(1500)),
            new ProcessEvent.RestartScheduled(KEY, 7, NOW, Duration.ofSeconds(2), 4),
            new ProcessEvent.LimitExceeded(KEY, 7, NOW, Cause.MEMORY_LIMIT, "2 GB of 1 GB"),
            new ProcessEvent.DependenciesAwaited(KEY, 7, NOW, List.of("db (healthy)", "cache")));

    assertThat(recorded(news))
        .isEqualTo(
            Map.of(
                "StateChange", "from=RUNNING reason=it crashed to=BACKOFF",
                "HealthChange", "from=HEALTHY reason=no answer to=UNHEALTHY",
                "RunEnd", "cause=NOT_LIVE exit=exit code 3 uptime=1500000000",
                "RestartSchedule", "attempt=4 delay=2000000000",
                "LimitExcess", "cause=MEMORY_LIMIT reason=2 GB of 1 GB",
                "DependencyWait", "awaited=db (healthy), cache"));
  }

  /// By the name of the event, what it tells besides process and generation.
  private Map<String, String> recorded(List<ProcessEvent> news) throws Exception {
    Path file = directory.resolve("fields.jfr");
    try (var recording = new Recording()) {
      recording.start();
      news.forEach(FlightRecording.observer());
      recording.stop();
      recording.dump(file);
    }
    var told = new TreeMap<String, String>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      String type = event.getEventType().getName();
      if (type.startsWith("dev.processmanager.")
          && event.getString("process").equals(KEY.toString())) {
        assertThat(event.getInt("generation")).isEqualTo(7);
        assertThat(event.getEventType().getCategoryNames()).containsExactly("Process Manager");
        told.put(type.substring("dev.processmanager.".length()), fields(event));
      }
    }
    return told;
  }

  private static String fields(RecordedEvent event) {
    return event.getFields().stream()
        .map(ValueDescriptor::getName)
        .filter(name -> !COMMON.contains(name))
        .sorted()
        .map(name -> name + "=" + event.getValue(name))
        .collect(Collectors.joining(" "));
  }
}
