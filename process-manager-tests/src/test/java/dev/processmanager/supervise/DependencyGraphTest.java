package dev.processmanager.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

  private final Map<String, DependencyGraph.Node> nodes = new LinkedHashMap<>();

  @Test
  void aGraphWithoutACycleHasNone() {
    node("web", 1, "api", "cache");
    node("api", 1, "db");
    node("cache", 1, "db");
    node("db", 1);
    assertThat(graph().cycle()).isEmpty();
  }

  @Test
  void aCycleIsToldFromItsBeginningToItsBeginning() {
    node("other", 1, "web");
    node("web", 1, "api");
    node("api", 1, "cache", "db");
    node("db", 1, "web");
    assertThat(graph().cycle().orElseThrow()).startsWith(key("web")).endsWith(key("web"));
    assertThat(graph().cycle().orElseThrow())
        .containsExactly(key("web"), key("api"), key("db"), key("web"));
  }

  @Test
  void whoNeedsHimselfIsACycle() {
    node("web", 1, "web");
    assertThat(graph().cycle()).contains(List.of(key("web"), key("web")));
  }

  @Test
  void whoeverIsNotKnownCountsForNothing() {
    node("web", 1, "stranger");
    assertThat(graph().cycle()).isEmpty();
    assertThat(graph().groups(keys("web"))).containsExactly(group(0, "web"));
  }

  @Test
  void priorityOrdersThoseOfOneLevel() {
    node("late", 900);
    node("early", 1);
    node("alsoEarly", 1);
    node("dependent", 0, "late");
    assertThat(graph().groups(keys("dependent", "late", "early", "alsoEarly")))
        .containsExactly(group(0, "early", "alsoEarly"), group(0, "late"), group(1, "dependent"));
  }

  @Test
  void dependentsAreThoseOfTheGivenOnes() {
    node("db", 1);
    node("web", 1, "db");
    node("other", 1, "db");
    assertThat(graph().dependents(keys("db", "web")))
        .containsEntry(key("db"), keys("web"))
        .containsEntry(key("web"), List.of());
  }

  @Test
  void aLongChainIsNoProblem() {
    int length = 20_000;
    node("p0", 1);
    IntStream.range(1, length).forEach(i -> node("p" + i, 1, "p" + (i - 1)));
    List<Entry.Key> all = nodes.keySet().stream().map(DependencyGraphTest::key).toList();

    assertThat(graph().groups(all.reversed()))
        .flatExtracting(DependencyGraph.Group::members)
        .isEqualTo(all);
    node("p0", 1, "p" + (length - 1));
    assertThat(graph().cycle().orElseThrow()).hasSize(length + 1);
  }

  private void node(String id, int priority, String... needs) {
    Set<Entry.Key> keys =
        Stream.of(needs).map(DependencyGraphTest::key).collect(Collectors.toSet());
    nodes.put(id, new DependencyGraph.Node(key(id), priority, keys));
  }

  private DependencyGraph graph() {
    return new DependencyGraph(nodes.values());
  }

  private static DependencyGraph.Group group(int level, String... ids) {
    return new DependencyGraph.Group(level, keys(ids));
  }

  private static List<Entry.Key> keys(String... ids) {
    return Arrays.stream(ids).map(DependencyGraphTest::key).toList();
  }

  private static Entry.Key key(String id) {
    return new Entry.Key(Scope.global(), id);
  }
}
