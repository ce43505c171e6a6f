package dev.processmanager.supervise;

import dev.processmanager.registry.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who needs whom. Pure: nothing here waits or starts. A process has the level 0 if it needs
/// nobody, else one more than the highest level of those it needs.
final class DependencyGraph {

  /// @param needs who is needed, required or not
  record Node(Entry.Key key, int priority, Set<Entry.Key> needs) {

    static Node of(ProcessSpec spec) {
      Set<Entry.Key> needs =
          spec.dependencies().stream()
              .map(dependency -> dependency.key(spec.scope()))
              .collect(Collectors.toSet());
      return new Node(spec.key(), spec.priority(), needs);
    }
  }

  /// Those of one level and one priority number.
  record Group(int level, List<Entry.Key> members) {

    boolean isOfLevelOf(Group other) {
      return level == other.level;
    }
  }

  private final Map<Entry.Key, Node> nodes = new LinkedHashMap<>();
  private final Map<Entry.Key, Integer> levels;

  /// @param nodes whoever is needed but not among them counts for nothing
  DependencyGraph(Collection<Node> nodes) {
    nodes.forEach(node -> this.nodes.put(node.key, node));
    this.levels = levels();
  }

  /// The way of somebody back to himself, if there is one.
  Optional<List<Entry.Key>> cycle() {
    return nodes.keySet().stream()
        .filter(key -> !levels.containsKey(key))
        .flatMap(key -> wayBack(key).stream())
        .findFirst();
  }

  /// In an order in which nobody comes before those it needs, and, of the same level, before those
  /// of a smaller priority number.
  List<Group> groups(Collection<Entry.Key> keys) {
    var groups = new TreeMap<Place, List<Entry.Key>>();
    keys.forEach(key -> groups.computeIfAbsent(place(key), _ -> new ArrayList<>()).add(key));
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey().level, group.getValue()))
        .toList();
  }

  /// Who of these needs each of them.
  Map<Entry.Key, List<Entry.Key>> dependents(Collection<Entry.Key> keys) {
    var dependents = new HashMap<Entry.Key, List<Entry.Key>>();
    keys.forEach(key -> dependents.put(key, new ArrayList<>()));
    for (Entry.Key key : keys) {
      for (Entry.Key need : needs(key)) {
        Optional.ofNullable(dependents.get(need)).ifPresent(those -> those.add(key));
      }
    }
    return dependents;
  }

  /// Whoever is part of a cycle, or needs somebody who is, gets none.
  private Map<Entry.Key, Integer> levels() {
    var found = new HashMap<Entry.Key, Integer>();
    var missing = new HashMap<Entry.Key, Integer>();
    var dependents = new HashMap<Entry.Key, List<Entry.Key>>();
    var ready = new ArrayDeque<Entry.Key>();
    for (Entry.Key key : nodes.keySet()) {
      Set<Entry.Key> needs = needs(key);
      needs.forEach(need -> dependents.computeIfAbsent(need, _ -> new ArrayList<>()).add(key));
      missing.put(key, needs.size());
      if (needs.isEmpty()) {
        found.put(key, 0);
        ready.add(key);
      }
    }
    while (!ready.isEmpty()) {
      Entry.Key done = ready.remove();
      for (Entry.Key dependent : dependents.getOrDefault(done, List.of())) {
        if (missing.merge(dependent, -1, Integer::sum) == 0) {
          found.put(dependent, found.getOrDefault(done, 0) + 1);
          ready.add(dependent);
        }
      }
    }
    return found;
  }

  /// The shortest, breadth first.
  private Optional<List<Entry.Key>> wayBack(Entry.Key start) {
    var cameFrom = new HashMap<Entry.Key, Entry.Key>();
    var ahead = new ArrayDeque<>(List.of(start));
    while (!ahead.isEmpty()) {
      Entry.Key here = ahead.remove();
      for (Entry.Key need : needs(here)) {
        if (need.equals(start)) {
          return Optional.of(way(start, here, cameFrom));
        }
        if (cameFrom.putIfAbsent(need, here) == null) {
          ahead.add(need);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Entry.Key> way(
      Entry.Key start, Entry.Key last, Map<Entry.Key, Entry.Key> cameFrom) {
    var way = new ArrayDeque<>(List.of(start));
    for (Entry.Key key = last; !key.equals(start); key = cameFrom.getOrDefault(key, start)) {
      way.addFirst(key);
    }
    way.addFirst(start);
    return List.copyOf(way);
  }

  private Set<Entry.Key> needs(Entry.Key key) {
    return Optional.ofNullable(nodes.get(key)).stream()
        .flatMap(node -> node.needs.stream())
        .filter(nodes::containsKey)
        .collect(Collectors.toSet());
  }

  private Place place(Entry.Key key) {
    int priority = Optional.ofNullable(nodes.get(key)).map(Node::priority).orElse(0);
    return new Place(levels.getOrDefault(key, 0), priority);
  }

  private record Place(int level, int priority) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      return Comparator.comparingInt(Place::level)
          .thenComparingInt(Place::priority)
          .compare(this, other);
    }
  }
}
