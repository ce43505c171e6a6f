package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of defaults says what the code does: for each row it is looked up there, and no option
/// is left out.
class DefaultsPageTest {

  private static final ReferencePage PAGE = ReferencePage.of("reference/defaults.md");

  @Test
  void eachValueOfThePageIsThatOfTheCode() throws ReflectiveOperationException {
    int compared = 0;
    for (List<String> row : rowsWithSource()) {
      for (String place : new ReferencePage(row.get(2)).names()) {
        Object value = InCode.at(place);
        assertThat(agrees(row.get(1), value))
            .as("%s is %s, on the page %s", place, value, row)
            .isTrue();
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void noOptionIsLeftOut() throws ReflectiveOperationException {
    Set<String> places = new TreeSet<>();
    rowsWithSource().forEach(row -> places.addAll(new ReferencePage(row.get(2)).names()));

    Set<String> missing = new TreeSet<>();
    for (String kind :
        List.of(
            "ProcessManagerBuilder",
            "CommandOptions",
            "SpecOptions",
            "JvmSettings",
            "TunedPolicy",
            "Dependency")) {
      InCode.optionsOf(kind).map(option -> kind + "." + option).forEach(missing::add);
    }
    for (String none : List.of("ResourceLimits.none()", "StopPlan.immediate()")) {
      Object options = InCode.at(none);
      Object values = options instanceof Record ? options : InCode.value(options, "values");
      InCode.options(values).map(option -> none + "." + option).forEach(missing::add);
    }
    missing.remove("TunedPolicy.base");
    missing.removeIf(
        option -> places.stream().anyMatch(place -> (place + ".").startsWith(option + ".")));
    assertThat(missing).isEmpty();
  }

  @Test
  void theChecksAreAsTheirTableSays() {
    List<HealthCheck> checks =
        List.of(
            HealthCheck.startup(Probe.process()),
            HealthCheck.readiness(Probe.process()),
            HealthCheck.liveness(Probe.process()));
    var described = new ArrayList<String>();
    for (List<String> row : PAGE.rows().stream().filter(row -> row.size() == 4).toList()) {
      String option = row.getFirst().replaceAll(".*\\(`|`\\).*", "");
      described.add(option);
      for (int i = 0; i < checks.size(); i++) {
        assertThat(words(InCode.value(checks.get(i), option)))
            .as("%s", row)
            .isEqualTo(row.get(i + 1));
      }
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            InCode.options(checks.getFirst())
                .filter(name -> !Set.of("role", "probe").contains(name))
                .toList());
  }

  private static List<List<String>> rowsWithSource() {
    return PAGE.text()
        .lines()
        .filter(line -> line.startsWith("| ") && line.endsWith("` |"))
        .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
        .filter(row -> row.size() == 3)
        .toList();
  }

  /// Whether a cell says a value; of what cannot be told in words, only that it is there.
  private static boolean agrees(String cell, Object value) {
    String words = words(value);
    boolean unspoken = words.isEmpty() || cell.startsWith("there is none") || cell.contains("UUID");
    boolean absent = words.equals("none") && cell.chars().noneMatch(Character::isDigit);
    boolean nanos = value instanceof Long n && begins(cell, words(Duration.ofNanos(n)));
    return unspoken || absent || nanos || begins(cell, words);
  }

  private static boolean begins(String cell, String words) {
    return cell.replace("`", "").matches("\\Q" + words + "\\E(\\W.*)?");
  }

  private static String words(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(DefaultsPageTest::words).orElse("none");
      case OptionalInt empty when empty.isEmpty() -> "none";
      case OptionalLong empty when empty.isEmpty() -> "none";
      case OptionalDouble empty when empty.isEmpty() -> "none";
      case Collection<?> all -> all.isEmpty() ? "none" : "";
      case Map<?, ?> all -> all.isEmpty() ? "none" : "";
      case Duration duration -> words(duration);
      case Boolean yes -> yes ? "yes" : "no";
      case Integer number -> String.format(Locale.ROOT, "%,d", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      case Double number -> number.toString();
      case String text -> text;
      case Enum<?> constant when isPublic(constant.getDeclaringClass()) -> constant.name();
      default -> "";
    };
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers());
  }

  private static String words(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1_000 != 0) {
      return millis + " ms";
    }
    long seconds = millis / 1_000;
    return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
