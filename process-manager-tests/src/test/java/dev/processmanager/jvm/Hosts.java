package dev.processmanager.jvm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parents as the tests need them.
final class Hosts {

  private Hosts() {}

  /// This JVM with another command line.
  static ParentJvm withOptions(String... options) {
    ParentJvm current = ParentJvm.current();
    return new ParentJvm(current.properties(), List.of(options), Map.of());
  }

  /// This JVM with other properties; an empty one is missing.
  static ParentJvm withProperties(Map<String, String> changes) {
    ParentJvm current = ParentJvm.current();
    return new ParentJvm(
        key ->
            changes.containsKey(key)
                ? Optional.of(changes.get(key)).filter(value -> !value.isEmpty())
                : current.property(key),
        List.of(),
        Map.of());
  }

  /// This JVM with another variable.
  static ParentJvm withVariable(String name, String value) {
    ParentJvm current = ParentJvm.current();
    var variables = new HashMap<>(current.variables());
    variables.put(name, value);
    return new ParentJvm(current.properties(), List.of(), variables);
  }
}
