package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.store.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon finds in its database and is not to keep any longer.
@Timeout(60)
class RetentionTest {

  private static final String SERVICE = "'idle': {'command': 'true', 'enabled': false}";
  private static final String MONITORING =
      """
      'monitoring': {'metrics_interval': 0.1, 'metrics_retention_days': 2,
                     'events_retention_days': 4}
      """;

  @TempDir Path directory;

  @Test
  void measurementsAndEventsAreKeptAsLongAsConfigured() throws Exception {
    remember(Rig.configure(directory, SERVICE, MONITORING));
    try (Rig rig = Rig.start(directory, SERVICE, MONITORING)) {
      Rig.patiently().until(() -> rig.supervision.samples("idle", 10).size() < 3);

      assertThat(rig.supervision.samples("idle", 10))
          .extracting(Sample::memoryMb)
          .containsExactly(1.0);
      assertThat(rig.supervision.events(Optional.of("idle"), 10))
          .extracting(ServiceEvent::message)
          .containsExactly("1 days ago", "3 days ago");
    }
  }

  private static void remember(Path file) throws Exception {
    Configuration configuration = Configuration.read(file);
    Instant now = Instant.now();
    try (SqliteStore store = SqliteStore.open(configuration.global().database())) {
      store.service(Views.of(configuration.services().getFirst(), Optional.empty(), now));
      for (int days : List.of(1, 3, 5)) {
        Instant then = now.minus(Duration.ofDays(days));
        store.sample(new Sample("idle", then, 0, days, "none", OptionalDouble.empty()));
        store.event(new ServiceEvent(then, "idle", "old", days + " days ago", Map.of()));
      }
    }
  }
}
