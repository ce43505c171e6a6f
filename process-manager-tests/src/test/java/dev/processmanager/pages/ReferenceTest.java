package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Cause;
import dev.processmanager.supervise.ProcessEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;

/// The pages of the reference are complete: whatever is added to the code has to be told there.
class ReferenceTest {

  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final ReferencePage STATES = ReferencePage.of("reference/states.md");
  private static final ReferencePage EVENTS = ReferencePage.of("reference/events.md");

  @Test
  void thePageOfStatesNamesAllConstants() {
    assertThat(STATES.section("States").subjects()).isEqualTo(names(ProcessState.values()));
    assertThat(STATES.section("What is asked, in each state").subjects())
        .isEqualTo(names(ProcessState.values()));
    assertThat(STATES.section("Health").subjects()).containsAll(names(Health.values()));
    assertThat(STATES.section("Causes").subjects()).isEqualTo(names(Cause.values()));
    assertThat(STATES.section("How a run has ended").subjects())
        .containsAll(names(Ending.values()))
        .containsAll(simpleNames(Exit.class.getPermittedSubclasses()));
    assertThat(ReferencePage.of("concepts/identity.md").names())
        .containsAll(names(Verdict.values()));
  }

  @Test
  void eachEventIsToldWithAllItsFields() {
    Set<String> common = EVENTS.section("Fields of all events").names();
    Set<Class<?>> told = new LinkedHashSet<>();
    for (ProcessEvent event : oneOfEach()) {
      told.add(event.getClass());
      List<List<String>> rows = EVENTS.section(event.getClass().getSimpleName()).rows();
      assertThat(union(common, column(0, rows)))
          .as("%s", event)
          .containsAll(options(event.getClass()));
      assertThat(union(common, column(1, rows)))
          .as("%s", event)
          .containsAll(event.asMap().keySet());
    }
    assertThat(told).containsExactlyInAnyOrder(ProcessEvent.class.getPermittedSubclasses());
  }

  @Test
  void eachKeyOfALogLineIsTold() {
    Set<String> keys =
        Sources.matches(
                Pattern.compile("(?:addKeyValue|MDC\\.put|fields\\.put|logged\\.put)\\(\"(\\w+)\""))
            .collect(Collectors.toSet());

    assertThat(EVENTS.section("In the log").subjects()).isEqualTo(keys);
  }

  @Test
  void eachExceptionIsToldWithWhatItCarries() {
    ReferencePage page = ReferencePage.of("reference/exceptions.md");
    List<Class<?>> all =
        Sources.exportedPackages().stream()
            .flatMap(exported -> Sources.types(exported, "Exception"))
            .toList();

    assertThat(all).hasSizeGreaterThan(10);
    assertThat(page.subjects()).containsAll(simpleNames(all.toArray(Class<?>[]::new)));
    for (Class<?> one : all) {
      List<String> carried =
          Stream.of(one.getDeclaredMethods())
              .filter(method -> isPublicOfAnInstance(method) && method.getParameterCount() == 0)
              .map(method -> method.getName() + "()")
              .toList();
      String row =
          page.text()
              .lines()
              .filter(line -> line.startsWith("| `" + one.getSimpleName() + "`"))
              .findFirst()
              .orElseThrow();
      assertThat(new ReferencePage(row).names()).as("%s", one).containsAll(carried);
    }
  }

  @Test
  void eachEventOfTheFlightRecorderIsToldWithItsFields() {
    ReferencePage page = ReferencePage.of("reference/flight-recorder.md");
    Set<String> common = page.section("Fields of all events").subjects();
    List<Class<?>> events =
        Sources.types("dev.processmanager.jfr", "Event")
            .filter(type -> type.isAnnotationPresent(Name.class))
            .toList();

    assertThat(events).isNotEmpty();
    for (Class<?> event : events) {
      Set<String> fields = new TreeSet<>();
      for (Class<?> type = event; type != Event.class; type = type.getSuperclass()) {
        Stream.of(type.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Label.class))
            .forEach(field -> fields.add(field.getName()));
      }
      assertThat(union(common, page.section(event.getAnnotation(Name.class).value()).subjects()))
          .as("%s", event)
          .isEqualTo(fields);
    }
  }

  private static List<ProcessEvent> oneOfEach() {
    var key = new Entry.Key(Scope.global(), "web");
    var exit = new Exit.Exited(3);
    return List.of(
        new ProcessEvent.StateChanged(
            key, 1, THEN, ProcessState.STARTING, ProcessState.RUNNING, ""),
        new ProcessEvent.RunEnded(key, 1, THEN, Cause.EXITED, exit, Duration.ofSeconds(1)),
        new ProcessEvent.DependenciesAwaited(key, 1, THEN, List.of("db (healthy)")),
        new ProcessEvent.RestartScheduled(key, 1, THEN, Duration.ofSeconds(1), 1),
        new ProcessEvent.HealthChanged(key, 1, THEN, Health.STARTING, Health.HEALTHY, ""),
        new ProcessEvent.LimitExceeded(key, 1, THEN, Cause.MAX_AGE, "too old"));
  }

  /// The names of the fields that each instance has.
  private static Set<String> options(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(field -> field.getName())
        .collect(Collectors.toSet());
  }

  private static boolean isPublicOfAnInstance(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !method.isSynthetic();
  }

  private static Set<String> column(int number, List<List<String>> rows) {
    return rows.stream()
        .flatMap(row -> new ReferencePage(row.get(number)).names().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }

  private static Set<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).collect(Collectors.toSet());
  }

  private static List<String> simpleNames(Class<?>[] types) {
    return Stream.of(types).map(Class::getSimpleName).toList();
  }
}
