package dev.processmanager.os;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a child's environment differs from the host's. Immutable. What is inherited is never decoded
/// on its way, so that it arrives as it was even where the host's locale cannot represent it.
///
/// @param inherits whether it starts from the host's
/// @param changes variables that are set, or removed where empty
public record Environment(boolean inherits, Map<String, Optional<String>> changes) {

  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  public static final Environment INHERITED = new Environment(true, Map.of());

  public Environment with(String name, Optional<String> value) {
    var copy = new LinkedHashMap<>(changes);
    copy.put(name, value);
    return new Environment(inherits, Map.copyOf(copy));
  }

  public Environment with(Map<String, String> values) {
    Environment result = this;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      result = result.with(entry.getKey(), Optional.of(entry.getValue()));
    }
    return result;
  }

  public Environment without(Set<String> names) {
    Environment result = this;
    for (String name : names) {
      result = result.with(name, Optional.empty());
    }
    return result;
  }

  /// Nothing inherited, and no changes.
  public Environment cleared() {
    return new Environment(false, Map.of());
  }

  /// What the child will see.
  Optional<String> value(String name) {
    Optional<String> changed = changes.get(name);
    if (changed != null) {
      return changed;
    }
    return inherits ? Optional.ofNullable(System.getenv(name)) : Optional.empty();
  }

  /// Whether a shell hands all of it on: one forgets variables whose names it could not use itself.
  boolean passesThroughShells() {
    return Stream.concat(
            inherits ? System.getenv().keySet().stream() : Stream.empty(),
            changes.keySet().stream())
        .filter(name -> value(name).isPresent())
        .allMatch(name -> SHELL_NAME.matcher(name).matches());
  }

  void applyTo(Map<String, String> hostEnvironment) {
    if (!inherits) {
      hostEnvironment.clear();
    }
    changes.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> hostEnvironment.put(name, text), () -> hostEnvironment.remove(name)));
  }
}
