package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Random graphs, in which everybody may need anybody.
class DependencyGraphProperties {

  /// Who needs whom, by number.
  record Need(int who, int whom) {}

  private static final int SIZE = 8;

  @Property(tries = 2_000)
  void aCycleIsReportedExactlyIfThereIsOne(@ForAll("needs") List<Need> needs) {
    var graph = graph(needs, List.of());
    boolean cyclic = IntStream.range(0, SIZE).anyMatch(i -> reaches(i, i, needs, new HashSet<>()));

    assertThat(graph.cycle().isPresent()).isEqualTo(cyclic);
    graph
        .cycle()
        .ifPresent(
            path -> {
              assertThat(path.getFirst()).isEqualTo(path.getLast());
              for (int i = 1; i < path.size(); i++) {
                assertThat(needs).contains(new Need(number(path.get(i - 1)), number(path.get(i))));
              }
            });
  }

  @Property(tries = 2_000)
  void groupsKeepTheOrderOfNeedsAndThenOfPriorities(
      @ForAll("needs") List<Need> any, @ForAll("priorities") List<Integer> priorities) {
    List<Need> needs = any.stream().filter(need -> need.who > need.whom).toList();
    List<Entry.Key> all = IntStream.range(0, SIZE).mapToObj(this::key).toList();
    List<DependencyGraph.Group> groups = graph(needs, priorities).groups(all);

    List<Entry.Key> order = groups.stream().flatMap(group -> group.members().stream()).toList();
    assertThat(order).containsExactlyInAnyOrderElementsOf(all);
    for (Need need : needs) {
      assertThat(order.indexOf(key(need.whom))).isLessThan(order.indexOf(key(need.who)));
    }
    for (int i = 1; i < groups.size(); i++) {
      var before = groups.get(i - 1);
      var group = groups.get(i);
      if (group.isOfLevelOf(before)) {
        assertThat(priority(group, priorities)).isGreaterThan(priority(before, priorities));
      }
    }
  }

  private static int priority(DependencyGraph.Group group, List<Integer> priorities) {
    List<Integer> all =
        group.members().stream().map(key -> priorities.get(number(key))).distinct().toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Provide
  Arbitrary<List<Need>> needs() {
    return Arbitraries.integers()
        .between(0, SIZE * SIZE - 1)
        .map(n -> new Need(n / SIZE, n % SIZE))
        .list()
        .ofMaxSize(14);
  }

  @Provide
  Arbitrary<List<Integer>> priorities() {
    return Arbitraries.integers().between(1, 3).list().ofSize(SIZE);
  }

  private DependencyGraph graph(List<Need> needs, List<Integer> priorities) {
    var nodes = new ArrayList<DependencyGraph.Node>();
    for (int i = 0; i < SIZE; i++) {
      Set<Entry.Key> needed = new HashSet<>();
      for (Need need : needs) {
        if (need.who == i) {
          needed.add(key(need.whom));
        }
      }
      nodes.add(
          new DependencyGraph.Node(key(i), priorities.isEmpty() ? 1 : priorities.get(i), needed));
    }
    return new DependencyGraph(nodes);
  }

  private static boolean reaches(int from, int to, List<Need> needs, Set<Integer> seen) {
    return needs.stream()
        .filter(need -> need.who == from)
        .anyMatch(
            need -> need.whom == to || seen.add(need.whom) && reaches(need.whom, to, needs, seen));
  }

  private Entry.Key key(int number) {
    return new Entry.Key(Scope.global(), Integer.toString(number));
  }

  private static int number(Entry.Key key) {
    return Integer.parseInt(key.id());
  }
}
