package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All processes of one manager, and who looks at whose changes.
final class Neighbours {

  private final Map<Entry.Key, Supervisor> all = new ConcurrentHashMap<>();
  private final Map<Entry.Key, Set<Entry.Key>> onlookers = new ConcurrentHashMap<>();

  Optional<Supervisor> find(Entry.Key key) {
    return Optional.ofNullable(all.get(key));
  }

  Collection<Supervisor> all() {
    return all.values();
  }

  void put(Supervisor supervisor) {
    all.put(supervisor.key(), supervisor);
  }

  boolean remove(Supervisor supervisor) {
    boolean removed = all.remove(supervisor.key(), supervisor);
    if (removed) {
      onlookers.values().forEach(those -> those.remove(supervisor.key()));
      onlookers.keySet().forEach(key -> onlookers.computeIfPresent(key, Neighbours::unlessEmpty));
      changed(supervisor.key());
    }
    return removed;
  }

  private static @Nullable Set<Entry.Key> unlessEmpty(Entry.Key key, Set<Entry.Key> those) {
    return those.isEmpty() ? null : those;
  }

  /// Somebody is to hear of each change of those that it depends on, be they known or not.
  void watch(ProcessSpec onlooker) {
    onlooker.dependencies().stream()
        .map(dependency -> dependency.key(onlooker.scope()))
        .forEach(
            key ->
                onlookers.compute(
                    key,
                    (_, those) -> {
                      Set<Entry.Key> all = those == null ? ConcurrentHashMap.newKeySet() : those;
                      all.add(onlooker.key());
                      return all;
                    }));
  }

  void changed(Entry.Key key) {
    onlookers.getOrDefault(key, Set.of()).stream()
        .flatMap(onlooker -> find(onlooker).stream())
        .forEach(Supervisor::neighbourChanged);
  }

  /// Refuses what could never be started as it asks to be.
  ///
  /// @param added what is to be added, or replaces what is there
  /// @throws DependencyException if somebody of them needs who is not known, or himself in the end,
  ///     or the health of who has none
  void check(Collection<ProcessSpec> added) {
    if (added.stream().allMatch(spec -> spec.dependencies().isEmpty())
        && all.values().stream()
            .allMatch(known -> known.state().nextSpec().dependencies().isEmpty())) {
      return;
    }
    Map<Entry.Key, ProcessSpec> specs = specsWith(added);
    for (ProcessSpec spec : added) {
      spec.dependencies().forEach(dependency -> check(spec, dependency, specs));
    }
    graph(specs.values())
        .cycle()
        .ifPresent(
            path -> {
              throw new DependencyException(path, "nobody can be first in a cycle");
            });
  }

  DependencyGraph graphWith(Collection<ProcessSpec> added) {
    return graph(specsWith(added).values());
  }

  private static DependencyGraph graph(Collection<ProcessSpec> specs) {
    return new DependencyGraph(specs.stream().map(DependencyGraph.Node::of).toList());
  }

  private Map<Entry.Key, ProcessSpec> specsWith(Collection<ProcessSpec> added) {
    var specs = new LinkedHashMap<Entry.Key, ProcessSpec>();
    added.forEach(spec -> specs.put(spec.key(), spec));
    all.values().forEach(known -> specs.putIfAbsent(known.key(), known.state().nextSpec()));
    return specs;
  }

  private static void check(
      ProcessSpec spec, Dependency dependency, Map<Entry.Key, ProcessSpec> specs) {
    Entry.Key key = dependency.key(spec.scope());
    ProcessSpec needed = specs.get(key);
    if (needed == null && dependency.required()) {
      throw new DependencyException(List.of(spec.key(), key), "nobody is known by this id");
    }
    if (needed != null
        && dependency.condition() == Dependency.Condition.HEALTHY
        && needed.checks().isEmpty()) {
      throw new DependencyException(
          List.of(spec.key(), key), "it has no health check, so it would never be healthy");
    }
  }
}
