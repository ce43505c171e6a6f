package dev.processmanager.examples.architect.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One object of a configuration. What is asked of it is what it may have; whatever is not as
/// allowed becomes a problem, and is then taken as if it were absent, so that everything that is
/// wrong is found at once.
final class Section {

  private static final double LONGEST_SECONDS = 1e9;

  private final Located.Members object;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(Located.Members object, List<Problem> problems) {
    this.object = object;
    this.problems = problems;
  }

  /// The object that a value has to be; an empty one if it is something else.
  static Section of(Located value, List<Problem> problems) {
    if (value instanceof Located.Members members) {
      return new Section(members, problems);
    }
    problems.add(wrong(value, "an object"));
    return new Section(new Located.Members(value.path(), value.line(), Map.of()), problems);
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  Map<String, Located> members() {
    return object.members();
  }

  Optional<String> text(String key) {
    return take(
        key,
        "a text that is not empty",
        value -> value instanceof Located.Text text && !text.text().isBlank() ? text.text() : null);
  }

  boolean flag(String key, boolean fallback) {
    return take(
            key, "true or false", value -> value instanceof Located.Flag flag ? flag.flag() : null)
        .orElse(fallback);
  }

  Optional<Integer> whole(String key, int least, int most) {
    return take(
        key,
        "a whole number from " + least + " to " + most,
        value ->
            value instanceof Located.Number number && isWhole(number.number(), least, most)
                ? number.number().intValueExact()
                : null);
  }

  Optional<Double> number(String key, double least) {
    return take(
        key,
        "a number from " + BigDecimal.valueOf(least).stripTrailingZeros().toPlainString(),
        value ->
            value instanceof Located.Number number && number.number().doubleValue() >= least
                ? number.number().doubleValue()
                : null);
  }

  /// A time in seconds.
  Optional<Duration> seconds(String key, boolean zeroAllowed) {
    return take(
        key,
        "a number of seconds, " + (zeroAllowed ? "0 or more" : "more than 0"),
        value ->
            value instanceof Located.Number number
                    && number.number().signum() >= (zeroAllowed ? 0 : 1)
                    && number.number().doubleValue() < LONGEST_SECONDS
                ? Duration.ofNanos(
                    Math.max(Math.round(number.number().doubleValue() * 1e9), zeroAllowed ? 0 : 1))
                : null);
  }

  /// One of several words, as what it stands for.
  <T> Optional<T> word(String key, String allowed, Function<String, Optional<T>> meaning) {
    return take(
        key,
        allowed,
        value ->
            value instanceof Located.Text text ? meaning.apply(text.text()).orElse(null) : null);
  }

  List<String> texts(String key) {
    return take(
            key,
            "a list of texts",
            value ->
                value instanceof Located.Items items ? allTexts(items.items()).orElse(null) : null)
        .orElse(List.of());
  }

  Map<String, String> textsByName(String key) {
    return section(key).map(Section::allMembersAsTexts).orElse(Map.of());
  }

  Optional<Section> section(String key) {
    known.add(key);
    return get(key).map(value -> of(value, problems));
  }

  /// The objects in it, by name.
  Map<String, Section> sections() {
    var sections = new LinkedHashMap<String, Section>();
    members()
        .forEach(
            (name, value) -> {
              known.add(name);
              sections.put(name, of(value, problems));
            });
    return sections;
  }

  /// Says that something is wrong with a member, or with all of it where that is absent.
  void problem(String key, String message) {
    Located where = get(key).orElse(object);
    String path = where == object ? join(key) : where.path();
    problems.add(new Problem(path, where.line(), message));
  }

  void problem(String message) {
    problems.add(
        new Problem(object.path().isEmpty() ? "the file" : object.path(), object.line(), message));
  }

  /// What cannot be done without.
  <T> Optional<T> needed(
      String key, String what, BiFunction<Section, String, Optional<T>> reading) {
    if (!has(key)) {
      problem(key, "is needed: " + what);
    }
    return reading.apply(this, key);
  }

  /// Keys that are in order, whatever they say.
  void allow(String... keys) {
    known.addAll(List.of(keys));
  }

  /// Whoever does not need a key may not have it: it would change nothing.
  void refuse(String reason, String... keys) {
    for (String key : keys) {
      known.add(key);
      if (has(key)) {
        problem(key, "is not allowed here: " + reason);
      }
    }
  }

  /// To be called last: what was never asked for is unknown.
  void refuseTheRest() {
    members()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                problems.add(
                    new Problem(value.path(), value.line(), Spelling.unknownKey(name, known)));
              }
            });
  }

  private Optional<Located> get(String key) {
    return Optional.ofNullable(members().get(key));
  }

  private String join(String key) {
    return object.path().isEmpty() ? key : object.path() + "." + key;
  }

  private <T> Optional<T> take(String key, String allowed, Function<Located, T> reading) {
    known.add(key);
    Optional<Located> value = get(key);
    Optional<T> read = value.map(reading);
    if (value.isPresent() && read.isEmpty()) {
      problems.add(wrong(value.get(), allowed));
    }
    return read;
  }

  private Map<String, String> allMembersAsTexts() {
    var texts = new LinkedHashMap<String, String>();
    for (String name : members().keySet()) {
      take(name, "a text", value -> value instanceof Located.Text text ? text.text() : null)
          .ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  private static Optional<List<String>> allTexts(List<Located> items) {
    List<String> texts =
        items.stream()
            .map(item -> item instanceof Located.Text text ? text.text() : null)
            .filter(Objects::nonNull)
            .toList();
    return texts.size() == items.size() ? Optional.of(texts) : Optional.empty();
  }

  private static boolean isWhole(BigDecimal number, int least, int most) {
    return number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  private static Problem wrong(Located value, String allowed) {
    String path = value.path().isEmpty() ? "the file" : value.path();
    return new Problem(path, value.line(), "must be " + allowed + ", not " + value.shown());
  }
}
