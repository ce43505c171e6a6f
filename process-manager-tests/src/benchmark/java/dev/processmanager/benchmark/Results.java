package dev.processmanager.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The samples of one workload, and why some contestants have none.
final class Results {

  private final Map<String, List<Measurement>> samples = new LinkedHashMap<>();
  private final Map<String, String> notRun = new LinkedHashMap<>();
  private final Map<String, String> failed = new LinkedHashMap<>();

  void expect(String contestant) {
    samples.put(contestant, new ArrayList<>());
  }

  void add(String contestant, Measurement sample) {
    samples.get(contestant).add(sample);
  }

  void notRun(String contestant, String why) {
    notRun.put(contestant, why);
  }

  void failed(String contestant, String why) {
    failed.put(contestant, why);
  }

  Set<String> contestants() {
    return samples.keySet();
  }

  Set<String> measures() {
    return samples.values().stream()
        .flatMap(List::stream)
        .flatMap(sample -> sample.values().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  boolean wasRun(String contestant) {
    return !notRun.containsKey(contestant);
  }

  /// Why a contestant has no numbers; empty if it has.
  String absence(String contestant) {
    return failed.containsKey(contestant)
        ? "failed: " + failed.get(contestant)
        : notRun.getOrDefault(contestant, "");
  }

  OptionalDouble median(String contestant, String measure) {
    return median(values(contestant, measure));
  }

  OptionalDouble worst(String contestant, String measure) {
    return values(contestant, measure).max();
  }

  /// The median over the rounds, each of which had its own noise, which both have felt.
  OptionalDouble paired(
      String contestant, String other, String measure, DoubleBinaryOperator comparison) {
    double[] ours = values(contestant, measure).toArray();
    double[] theirs = values(other, measure).toArray();
    return median(
        IntStream.range(0, Math.min(ours.length, theirs.length))
            .mapToDouble(i -> comparison.applyAsDouble(ours[i], theirs[i])));
  }

  private DoubleStream values(String contestant, String measure) {
    return samples.getOrDefault(contestant, List.of()).stream()
        .filter(sample -> sample.values().containsKey(measure))
        .mapToDouble(sample -> sample.values().get(measure));
  }

  private static OptionalDouble median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }
}
