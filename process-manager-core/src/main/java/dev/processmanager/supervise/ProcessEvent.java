package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something that happened to a process; a [ProcessListener] hears of it. Immutable.
///
/// ```java
/// pm.listen(
///     event -> {
///       if (event instanceof ProcessEvent.RestartScheduled restart) {
///         IO.println(restart.key() + " comes back in " + restart.after());
///       }
///     });
/// ```
public sealed interface ProcessEvent {

  /// {@return scope and id of the process}
  Entry.Key key();

  /// {@return its incarnation at that time}
  int generation();

  /// {@return when, by the wall clock}
  Instant at();

  /// Its state changed.
  ///
  /// @param key scope and id of the process
  /// @param generation its incarnation
  /// @param at when
  /// @param from the state before
  /// @param to the state now
  /// @param reason why, for people; may be empty
  record StateChanged(
      Entry.Key key, int generation, Instant at, ProcessState from, ProcessState to, String reason)
      implements ProcessEvent {}

  /// A run ended.
  ///
  /// @param key scope and id of the process
  /// @param generation the incarnation that ended
  /// @param at when
  /// @param cause why
  /// @param exit how
  /// @param uptime how long it ran
  record RunEnded(
      Entry.Key key, int generation, Instant at, Cause cause, Exit exit, Duration uptime)
      implements ProcessEvent {}

  /// Its launch waits for what it depends on.
  ///
  /// @param key scope and id of the process
  /// @param generation the incarnation that is to be launched
  /// @param at when
  /// @param awaited who is waited for and, in brackets, until what
  record DependenciesAwaited(Entry.Key key, int generation, Instant at, List<String> awaited)
      implements ProcessEvent {

    /// Copies the list.
    ///
    /// @param key scope and id of the process
    /// @param generation the incarnation that is to be launched
    /// @param at when
    /// @param awaited who is waited for
    public DependenciesAwaited {
      awaited = List.copyOf(awaited);
    }
  }

  /// A restart was decided on.
  ///
  /// @param key scope and id of the process
  /// @param generation the incarnation that ended
  /// @param at when
  /// @param after how long it waits
  /// @param attempt which restart in a row it is
  record RestartScheduled(Entry.Key key, int generation, Instant at, Duration after, int attempt)
      implements ProcessEvent {}

  /// Its health changed.
  ///
  /// @param key scope and id of the process
  /// @param generation its incarnation
  /// @param at when
  /// @param from the health before
  /// @param to the health now
  /// @param reason why, for people; may be empty
  record HealthChanged(
      Entry.Key key, int generation, Instant at, Health from, Health to, String reason)
      implements ProcessEvent {}

  /// It uses more, or runs for longer, than its [ResourceLimits] allow.
  ///
  /// @param key scope and id of the process
  /// @param generation its incarnation
  /// @param at when
  /// @param cause `MEMORY_LIMIT`, `CPU_LIMIT` or `MAX_AGE`
  /// @param reason what is too much, for people
  record LimitExceeded(Entry.Key key, int generation, Instant at, Cause cause, String reason)
      implements ProcessEvent {}

  /// {@return one line for people, such as `web: RUNNING -> BACKOFF`}
  default String describe() {
    return key()
        + ": "
        + switch (this) {
          case StateChanged e -> e.from + " -> " + e.to + because(e.reason);
          case RunEnded e ->
              "run "
                  + e.generation
                  + " ended after "
                  + Words.of(e.uptime)
                  + because(e.exit.describe());
          case DependenciesAwaited e -> "waits for " + String.join(", ", e.awaited);
          case RestartScheduled e -> "restart " + e.attempt + " in " + Words.of(e.after);
          case HealthChanged e -> e.from + " -> " + e.to + because(e.reason);
          case LimitExceeded e -> e.reason;
        };
  }

  /// {@return the same for machines: texts, numbers and lists of texts by name, `event`, `scope`,
  /// `id`, `generation` and `at`, then what the event itself has}
  default Map<String, Object> asMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("event", getClass().getSimpleName());
    map.put("scope", key().scope().toString());
    map.put("id", key().id());
    map.put("generation", generation());
    map.put("at", at().toString());
    switch (this) {
      case StateChanged e -> putChange(map, e.from, e.to, e.reason);
      case HealthChanged e -> putChange(map, e.from, e.to, e.reason);
      case RunEnded e -> {
        map.put("cause", e.cause.name());
        map.put("exit", e.exit.describe());
        map.put("uptimeMillis", e.uptime.toMillis());
      }
      case DependenciesAwaited e -> map.put("awaited", e.awaited);
      case LimitExceeded e -> {
        map.put("cause", e.cause.name());
        map.put("reason", e.reason);
      }
      case RestartScheduled e -> {
        map.put("afterMillis", e.after.toMillis());
        map.put("attempt", e.attempt);
      }
    }
    return map;
  }

  private static void putChange(Map<String, Object> map, Enum<?> from, Enum<?> to, String reason) {
    map.put("from", from.name());
    map.put("to", to.name());
    map.put("reason", reason);
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
