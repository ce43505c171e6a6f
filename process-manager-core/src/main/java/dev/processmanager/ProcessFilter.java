package dev.processmanager;

import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessStatus;
import java.util.Objects;

/// Selects processes by their status. Immutable and safe for use by many threads. Any predicate
/// can be one:
///
/// ```java
/// ProcessFilter restless = status -> status.restarts() > 3;
/// pm.stopAll(restless.and(ProcessFilter.metadata("team", "search"))).join();
/// ```
@FunctionalInterface
public interface ProcessFilter {

  /// {@return whether a process is selected}
  ///
  /// @param status what is known about it
  boolean matches(ProcessStatus status);

  /// {@return the filter that selects all}
  static ProcessFilter all() {
    return _ -> true;
  }

  /// {@return the filter for a kind}
  ///
  /// @param kind the kind
  static ProcessFilter kind(ProcessKind kind) {
    return status -> status.kind() == kind;
  }

  /// {@return the filter for a state}
  ///
  /// @param state the state
  static ProcessFilter state(ProcessState state) {
    return status -> status.state() == state;
  }

  /// {@return the filter for a health}
  ///
  /// @param health the health
  static ProcessFilter health(Health health) {
    return status -> status.health() == health;
  }

  /// {@return the filter for a scope}
  ///
  /// @param scope the scope
  static ProcessFilter scope(Scope scope) {
    return status -> status.scope().equals(scope);
  }

  /// {@return the filter for a note of [ProcessStatus#metadata()]}
  ///
  /// @param key its name
  /// @param value what it says
  static ProcessFilter metadata(String key, String value) {
    return status -> Objects.equals(status.metadata().get(key), value);
  }

  /// {@return the filter for what both select}
  ///
  /// @param other the second filter
  default ProcessFilter and(ProcessFilter other) {
    return status -> matches(status) && other.matches(status);
  }
}
