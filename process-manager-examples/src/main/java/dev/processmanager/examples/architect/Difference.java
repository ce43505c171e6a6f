package dev.processmanager.examples.architect;

import static java.util.stream.Collectors.toMap;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.Global;
import dev.processmanager.examples.architect.config.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a new configuration changes.
///
/// @param changed those that are in both and not the same
record Difference(
    List<ServiceSettings> added,
    List<ServiceSettings> removed,
    List<Change> changed,
    List<ServiceSettings> unchanged) {

  /// @param before what it was
  /// @param after what it is to be
  record Change(ServiceSettings before, ServiceSettings after) {

    /// Whether what runs has to make place for something else.
    boolean takesNewProcess() {
      return !before.run().equals(after.run())
          || !before.health().equals(after.health())
          || !before.limits().equals(after.limits())
          || !before.stopping().equals(after.stopping())
          || before.autoRestart() != after.autoRestart();
    }

    boolean enables() {
      return after.enabled() && !before.enabled();
    }

    boolean disables() {
      return before.enabled() && !after.enabled();
    }
  }

  static Difference between(Configuration before, Configuration after) {
    Map<String, ServiceSettings> old = byId(before);
    Map<String, ServiceSettings> young = byId(after);
    var changed = new ArrayList<Change>();
    var unchanged = new ArrayList<ServiceSettings>();
    for (ServiceSettings now : after.services()) {
      ServiceSettings then = old.get(now.id());
      if (now.equals(then)) {
        unchanged.add(now);
      } else if (then != null) {
        changed.add(new Change(then, now));
      }
    }
    return new Difference(
        after.services().stream().filter(now -> !old.containsKey(now.id())).toList(),
        before.services().stream().filter(then -> !young.containsKey(then.id())).toList(),
        changed,
        unchanged);
  }

  /// What cannot change while the daemon runs, as problems.
  static List<String> fixed(Global before, Global after) {
    var problems = new ArrayList<String>();
    compare(problems, "log_directory", before, after, Global::logDirectory);
    compare(problems, "pid_directory", before, after, Global::pidDirectory);
    compare(problems, "database", before, after, Global::database);
    compare(problems, "api_port", before, after, Global::apiPort);
    return problems;
  }

  ReloadReport report() {
    return new ReloadReport(
        ids(added),
        ids(removed),
        changed.stream().map(change -> change.after().id()).toList(),
        ids(unchanged),
        List.of());
  }

  private static void compare(
      List<String> problems, String key, Global before, Global after, Function<Global, ?> value) {
    if (!value.apply(before).equals(value.apply(after))) {
      problems.add("global." + key + ": changes only when the daemon is started anew");
    }
  }

  private static Map<String, ServiceSettings> byId(Configuration configuration) {
    return configuration.services().stream()
        .collect(toMap(ServiceSettings::id, Function.identity()));
  }

  private static List<String> ids(List<ServiceSettings> services) {
    return services.stream().map(ServiceSettings::id).toList();
  }
}
