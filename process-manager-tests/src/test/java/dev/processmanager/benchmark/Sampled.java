package dev.processmanager.benchmark;

import java.util.List;
import java.util.stream.DoubleStream;

/// A workload that nobody has to run, and what came of it.
final class Sampled {

  static final String OURS = "ours";
  static final String THEIRS = "theirs <&>";
  static final String ABSENT = "absent";

  private Sampled() {}

  static Results ms(double ours, double theirs) {
    return of(List.of(ours), List.of(theirs));
  }

  static Results of(List<Double> ours, List<Double> theirs) {
    var results = new Results();
    add(results, OURS, ours.stream().mapToDouble(value -> value));
    add(results, THEIRS, theirs.stream().mapToDouble(value -> value));
    results.expect(ABSENT);
    results.notRun(ABSENT, "not run: no such thing here");
    return results;
  }

  private static void add(Results results, String contestant, DoubleStream values) {
    results.expect(contestant);
    values.forEach(value -> results.add(contestant, Measurement.of("ms", value)));
  }

  static Workload workload(String title, Target... targets) {
    return new Workload(
        title,
        "What is measured.",
        0,
        1,
        List.of(contestant(OURS), contestant(THEIRS), contestant(ABSENT)),
        Yardstick.less("ms", OURS),
        List.of(targets));
  }

  private static Contestant contestant(String name) {
    return new Contestant(
        name,
        () -> {
          throw new Contestant.NotRun("not run: by nobody");
        });
  }
}
