package dev.processmanager.benchmark;

import java.util.OptionalDouble;

/// Which number of a workload tells most, and what it is put beside.
///
/// @param reference what is 1: a contestant, or a limit
/// @param limit the number that is 1, if it is no contestant's
record Yardstick(String measure, boolean lessIsBetter, String reference, OptionalDouble limit) {

  static Yardstick less(String measure, String reference) {
    return new Yardstick(measure, true, reference, OptionalDouble.empty());
  }

  static Yardstick more(String measure, String reference) {
    return new Yardstick(measure, false, reference, OptionalDouble.empty());
  }

  static Yardstick atMost(String measure, double limit) {
    return new Yardstick(measure, true, "the limit", OptionalDouble.of(limit));
  }

  static Yardstick atLeast(String measure, double limit) {
    return new Yardstick(measure, false, "the limit", OptionalDouble.of(limit));
  }

  /// How many times worse than what is 1.
  OptionalDouble ratio(Results results, String contestant) {
    OptionalDouble times =
        limit.isPresent()
            ? results.paired(contestant, contestant, measure, (a, _) -> a / limit.getAsDouble())
            : results.paired(contestant, reference, measure, (a, b) -> a / b);
    return lessIsBetter || times.isEmpty() ? times : OptionalDouble.of(1 / times.getAsDouble());
  }
}
