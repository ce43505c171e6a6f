package dev.processmanager.examples.architect.store;

import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.ServiceEvent;
import dev.processmanager.examples.architect.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Services as a daemon may see them.
final class Views {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

  private static final Duration LONG = Duration.ofSeconds(30);

  private Views() {}

  /// For machines that are busy with something else.
  static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }

  static Limits limits(int rows) {
    return new Limits(rows, Duration.ofMillis(50), Duration.ofMillis(20), LONG);
  }

  static ServiceView running(String id, long pid) {
    return view(id, "running", OptionalLong.of(pid), Optional.of(NOON));
  }

  static ServiceView stopped(String id) {
    return view(id, "stopped", OptionalLong.empty(), Optional.empty());
  }

  private static ServiceView view(
      String id, String state, OptionalLong pid, Optional<Instant> startedAt) {
    return new ServiceView(
        id,
        "Service " + id,
        "does something",
        true,
        true,
        10,
        false,
        List.of("web"),
        List.of(),
        state,
        "healthy",
        pid,
        OptionalInt.of(8080),
        startedAt,
        60,
        2,
        startedAt.map(time -> time.plusSeconds(1)),
        Optional.empty(),
        Map.of());
  }

  static ServiceEvent event(String service, int second) {
    return new ServiceEvent(
        NOON.plusSeconds(second), service, "exited", "no. " + second, Map.of("code", "7"));
  }

  static Sample sample(String service, int second) {
    return new Sample(
        service, NOON.plusSeconds(second), 12.5, 64, "healthy", OptionalDouble.of(second));
  }
}
