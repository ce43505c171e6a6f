package dev.processmanager.examples.architect.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets alerts about one service through once in a while, and those that are urgent at once. What
/// it holds back goes with the next that it lets through. Not safe for use by many threads.
final class Gate {

  private final Map<String, Instant> last = new HashMap<>();
  private final Map<String, List<Alert>> held = new HashMap<>();

  /// What is to be told now; nothing if the alert is held back.
  List<Alert> pass(Alert alert, Duration limit, Instant now) {
    held.computeIfAbsent(alert.service(), _ -> new ArrayList<>()).add(alert);
    return alert.urgent() || !now.isBefore(opens(alert.service(), limit))
        ? release(alert.service(), now)
        : List.of();
  }

  /// What was held back of one service and may be told by now.
  List<Alert> due(String service, Duration limit, Instant now) {
    return held.containsKey(service) && !now.isBefore(opens(service, limit))
        ? release(service, now)
        : List.of();
  }

  Instant opens(String service, Duration limit) {
    return Optional.ofNullable(last.get(service)).map(at -> at.plus(limit)).orElse(Instant.MIN);
  }

  private List<Alert> release(String service, Instant now) {
    last.put(service, now);
    return List.copyOf(held.remove(service));
  }
}
