package dev.processmanager.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a child's environment differs from the host's. Immutable.
///
/// @param inherits whether it starts from the host's
/// @param changes variables that are set, or removed where empty
record Environment(boolean inherits, Map<String, Optional<String>> changes) {

  static final Environment INHERITED = new Environment(true, Map.of());

  Environment with(String name, Optional<String> value) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "not a name for an environment variable: \"" + name + "\"");
    }
    Nul.refuse("environment variable", name);
    value.ifPresent(text -> Nul.refuse("environment variable " + name, text));
    var copy = new LinkedHashMap<>(changes);
    copy.put(name, value);
    return new Environment(inherits, Map.copyOf(copy));
  }

  Environment cleared() {
    return new Environment(false, Map.of());
  }

  Map<String, String> applied(Map<String, String> host, Map<String, String> marks) {
    var result = new LinkedHashMap<String, String>(inherits ? host : Map.of());
    changes.forEach(
        (name, value) ->
            value.ifPresentOrElse(text -> result.put(name, text), () -> result.remove(name)));
    result.putAll(marks);
    return result;
  }
}
