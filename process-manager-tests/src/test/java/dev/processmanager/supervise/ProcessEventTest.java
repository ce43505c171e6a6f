package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.Signal;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Cause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessEventTest {

  private static final Entry.Key KEY = new Entry.Key(Scope.session("s1"), "web");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void isReadableForPeople() {
    assertThat(
            new ProcessEvent.RunEnded(
                    KEY,
                    2,
                    AT,
                    Cause.EXITED,
                    new Exit.Signalled(Signal.KILL, false),
                    Duration.ofMillis(1_250))
                .describe())
        .isEqualTo("session:s1/web: run 2 ended after 1.250 s (signal SIGKILL)");
  }

  @Test
  void isReadableForMachines() {
    assertThat(
            new ProcessEvent.HealthChanged(KEY, 2, AT, Health.HEALTHY, Health.UNHEALTHY, "slow")
                .asMap())
        .containsExactly(
            entry("event", "HealthChanged"),
            entry("scope", "session:s1"),
            entry("id", "web"),
            entry("generation", 2),
            entry("at", "2026-01-01T00:00:00Z"),
            entry("from", "HEALTHY"),
            entry("to", "UNHEALTHY"),
            entry("reason", "slow"));
    assertThat(new ProcessEvent.RestartScheduled(KEY, 2, AT, Duration.ofSeconds(3), 4).asMap())
        .contains(entry("afterMillis", 3_000L), entry("attempt", 4));
  }
}
