package dev.processmanager.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/// What must be reached.
///
/// @param what the comparison in words
/// @param needed the contestants without whom there is nothing to compare
/// @param value the number that is compared with the limit
record Target(
    String what,
    List<String> needed,
    Function<Results, OptionalDouble> value,
    boolean atMost,
    double limit) {

  enum Verdict {
    REACHED("reached"),
    MISSED("**missed**"),
    NOT_RUN("not run");

    final String text;

    Verdict(String text) {
      this.text = text;
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
        limit);
  }

  static Target moreAtMost(String contestant, String other, String measure, double limit) {
    return new Target(
        measure + ": " + contestant + " − " + other,
        List.of(contestant, other),
        results -> results.paired(contestant, other, measure, (ours, theirs) -> ours - theirs),
        true,
        limit);
  }

  static Target medianAtMost(String contestant, String measure, double limit) {
    return new Target(
        measure + ": " + contestant,
        List.of(contestant),
        results -> results.median(contestant, measure),
        true,
        limit);
  }

  static Target medianAtLeast(String contestant, String measure, double limit) {
    return new Target(
        measure + ": " + contestant,
        List.of(contestant),
        results -> results.median(contestant, measure),
        false,
        limit);
  }

  static Target worstAtMost(String contestant, String measure, double limit) {
    return new Target(
        measure + ", worst round: " + contestant,
        List.of(contestant),
        results -> results.worst(contestant, measure),
        true,
        limit);
  }

  Verdict verdict(Results results) {
    OptionalDouble reached = value.apply(results);
    if (!needed.stream().allMatch(results::wasRun)) {
      return Verdict.NOT_RUN;
    }
    boolean good =
        reached.isPresent()
            && (atMost ? reached.getAsDouble() <= limit : reached.getAsDouble() >= limit);
    return good ? Verdict.REACHED : Verdict.MISSED;
  }

  String limitText() {
    return (atMost ? "≤ " : "≥ ") + String.format(Locale.ROOT, "%.4g", limit);
  }
}
