package dev.processmanager.examples.architect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.examples.architect.config.Level;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Nobody is flooded, nothing is lost, and what is urgent waits for nothing.
class GateTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Instant START = Instant.EPOCH;

  private final Gate gate = new Gate();

  @Test
  void theFirstIsToldAtOnceAndThoseThatFollowTogetherAtTheLimit() {
    Alert first = alert("web", "first", false);
    Alert second = alert("web", "second", false);
    Alert third = alert("web", "third", false);

    assertThat(gate.pass(first, LIMIT, START)).containsExactly(first);
    assertThat(gate.pass(second, LIMIT, START.plusSeconds(1))).isEmpty();
    assertThat(gate.pass(third, LIMIT, START.plusSeconds(2))).isEmpty();
    assertThat(gate.due("web", LIMIT, START.plusSeconds(59))).isEmpty();
    assertThat(gate.opens("web", LIMIT)).isEqualTo(START.plusSeconds(60));
    assertThat(gate.due("web", LIMIT, START.plusSeconds(60))).containsExactly(second, third);
    assertThat(gate.due("web", LIMIT, START.plusSeconds(200))).isEmpty();
  }

  @Test
  void whatIsUrgentIsToldAtOnceWithWhatWasHeldBack() {
    Alert held = alert("web", "held", false);
    Alert urgent = alert("web", "urgent", true);
    gate.pass(alert("web", "first", false), LIMIT, START);
    gate.pass(held, LIMIT, START);

    assertThat(gate.pass(urgent, LIMIT, START.plusSeconds(1))).containsExactly(held, urgent);
  }

  @Test
  void eachServiceHasALimitOfItsOwn() {
    gate.pass(alert("web", "first", false), LIMIT, START);
    Alert other = alert("database", "other", false);

    assertThat(gate.pass(other, LIMIT, START)).containsExactly(other);
  }

  private static Alert alert(String service, String message, boolean urgent) {
    return new Alert(START, service, Level.WARNING, urgent, message);
  }
}
