package dev.processmanager.supervise;

import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.supervise.DependencyGraph.Group;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// Who comes before whom when many are started or stopped.
record Order(Habitat habitat) {

  /// Begins to look after processes, without starting any. Those of one level will wait for those
  /// of the same level with a smaller priority number.
  ///
  /// @return the processes, in the order of their specifications
  Map<Entry.Key, Supervisor> created(Collection<ProcessSpec> specs) {
    var byKey = new LinkedHashMap<Entry.Key, ProcessSpec>();
    specs.forEach(spec -> byKey.put(spec.key(), spec));
    var created = new HashMap<Entry.Key, Supervisor>();
    var barrier = new Barrier();
    for (Group group : groups(specs, byKey.keySet())) {
      CompletableFuture<?> gate = barrier.before(group);
      for (Entry.Key key : group.members()) {
        created.put(key, new Supervisor(known(byKey, key), gate, habitat));
      }
      barrier.passed(group, group.members().stream().map(key -> known(created, key).settled()));
    }
    var inOrder = new LinkedHashMap<Entry.Key, Supervisor>();
    byKey.keySet().forEach(key -> inOrder.put(key, known(created, key)));
    return inOrder;
  }

  /// One alone needs no order.
  private List<Group> groups(Collection<ProcessSpec> added, Collection<Entry.Key> keys) {
    return added.size() == 1
        ? List.of(new Group(0, List.copyOf(keys)))
        : habitat.neighbours().graphWith(added).groups(keys);
  }

  /// In the order of their starts.
  List<Entry.Key> ofStart(Collection<Entry.Key> keys) {
    return graph().groups(keys).stream().flatMap(group -> group.members().stream()).toList();
  }

  /// Begins to stop processes, in the exact inverse of the order of their starts.
  ///
  /// @return the stops
  List<CompletableFuture<StopReport>> stopped(
      Collection<Supervisor> stopping, Function<Supervisor, CompletableFuture<StopReport>> stop) {
    var byKey = new LinkedHashMap<Entry.Key, Supervisor>();
    stopping.forEach(supervisor -> byKey.put(supervisor.key(), supervisor));
    DependencyGraph graph = graph();
    Map<Entry.Key, List<Entry.Key>> dependents = graph.dependents(byKey.keySet());
    var stops = new HashMap<Entry.Key, CompletableFuture<StopReport>>();
    var barrier = new Barrier();
    for (Group group : graph.groups(byKey.keySet()).reversed()) {
      CompletableFuture<?> gate = barrier.before(group);
      for (Entry.Key key : group.members()) {
        Stream<CompletableFuture<?>> users = known(dependents, key).stream().map(stops::get);
        stops.put(key, Barrier.after(gate, users, () -> stop.apply(known(byKey, key))));
      }
      barrier.passed(group, group.members().stream().map(stops::get));
    }
    return List.copyOf(stops.values());
  }

  private DependencyGraph graph() {
    return habitat.neighbours().graphWith(List.of());
  }

  private static <V> V known(Map<Entry.Key, V> byKey, Entry.Key key) {
    return Objects.requireNonNull(byKey.get(key));
  }
}
