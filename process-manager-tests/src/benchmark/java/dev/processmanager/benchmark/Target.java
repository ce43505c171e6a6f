package dev.processmanager.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// What must be reached.
///
/// @param what the comparison in words
/// @param needed the contestants without whom there is nothing to compare
/// @param value the number that is compared with the limit
/// @param gates whether a miss fails the quick run: what depends on the machine does not
/// @param known a miss that is published and explained
record Target(
    String what,
    List<String> needed,
    Function<Results, OptionalDouble> value,
    boolean atMost,
    double limit,
    boolean gates,
    Optional<KnownMiss> known) {

  /// What is missed, and by how much, does not surprise again; what is worse does.
  ///
  /// @param published the value that the published page shows
  /// @param why the reason, as far as it is known
  record KnownMiss(double published, String why) {
    static final double TOLERANCE = 1.25;
  }

  enum Verdict {
    REACHED("reached"),
    KNOWN_MISS("**missed** (known)"),
    MISSED("**missed**"),
    WORSE("**missed**, worse than known"),
    NOT_RUN("not run");

    final String text;

    Verdict(String text) {
      this.text = text;
    }

    boolean isMiss() {
      return this == KNOWN_MISS || this == MISSED || this == WORSE;
    }
  }

  static Target ratioAtMost(String contestant, String other, String measure, double limit) {
    return ratio(contestant, other, measure, true, limit);
  }

  static Target ratioAtLeast(String contestant, String other, String measure, double limit) {
    return ratio(contestant, other, measure, false, limit);
  }

  private static Target ratio(
      String contestant, String other, String measure, boolean atMost, double limit) {
    return new Target(
        measure + ": " + contestant + " / " + other,
        List.of(contestant, other),
        results -> results.paired(contestant, other, measure, (ours, theirs) -> ours / theirs),
        atMost,
        limit,
        true,
        Optional.empty());
  }

  static Target moreAtMost(String contestant, String other, String measure, double limit) {
    return new Target(
        measure + ": " + contestant + " − " + other,
        List.of(contestant, other),
        results -> results.paired(contestant, other, measure, (ours, theirs) -> ours - theirs),
        true,
        limit,
        false,
        Optional.empty());
  }

  static Target medianAtMost(String contestant, String measure, double limit) {
    return single(contestant, measure, results -> results.median(contestant, measure), true, limit);
  }

  static Target medianAtLeast(String contestant, String measure, double limit) {
    return single(
        contestant, measure, results -> results.median(contestant, measure), false, limit);
  }

  static Target worstAtMost(String contestant, String measure, double limit) {
    return single(
        contestant,
        measure + ", worst round",
        results -> results.worst(contestant, measure),
        true,
        limit);
  }

  private static Target single(
      String contestant,
      String what,
      Function<Results, OptionalDouble> value,
      boolean atMost,
      double limit) {
    return new Target(
        what + ": " + contestant,
        List.of(contestant),
        value,
        atMost,
        limit,
        false,
        Optional.empty());
  }

  /// A count, which is the same on a slow machine.
  Target onAnyMachine() {
    return new Target(what, needed, value, atMost, limit, true, known);
  }

  Target knownMiss(double published, String why) {
    return new Target(
        what, needed, value, atMost, limit, gates, Optional.of(new KnownMiss(published, why)));
  }

  Verdict verdict(Results results) {
    if (!needed.stream().allMatch(results::wasRun)) {
      return Verdict.NOT_RUN;
    }
    OptionalDouble reached = value.apply(results);
    if (reached.isEmpty()) {
      return Verdict.MISSED;
    }
    if (isWithin(reached.getAsDouble(), limit)) {
      return Verdict.REACHED;
    }
    return known
        .map(miss -> isNoWorse(reached.getAsDouble(), miss) ? Verdict.KNOWN_MISS : Verdict.WORSE)
        .orElse(Verdict.MISSED);
  }

  private boolean isNoWorse(double reached, KnownMiss miss) {
    double factor = atMost ? KnownMiss.TOLERANCE : 1 / KnownMiss.TOLERANCE;
    return isWithin(reached, miss.published * factor);
  }

  private boolean isWithin(double reached, double bound) {
    return atMost ? reached <= bound : reached >= bound;
  }

  /// Whether the quick run is to fail for it.
  boolean fails(Results results) {
    Verdict verdict = verdict(results);
    return gates && (verdict == Verdict.MISSED || verdict == Verdict.WORSE);
  }

  String limitText() {
    return (atMost ? "≤ " : "≥ ") + String.format(Locale.ROOT, "%.4g", limit);
  }
}
