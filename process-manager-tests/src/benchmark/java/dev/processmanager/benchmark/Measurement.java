package dev.processmanager.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One sample of one contestant: numbers by the names of what was measured, in the order of the
/// table's columns.
record Measurement(Map<String, Double> values) {

  static Measurement of(String measure, double value) {
    return new Measurement(Map.of(measure, value));
  }

  Measurement and(String measure, double value) {
    var more = new LinkedHashMap<>(values);
    more.put(measure, value);
    return new Measurement(more);
  }

  /// The middle one, and the one that a hundredth exceed; sorts what it is given.
  static Measurement quantiles(String unit, double[] values) {
    Arrays.sort(values);
    return of("p50, " + unit, values[values.length / 2])
        .and("p99, " + unit, values[values.length * 99 / 100]);
  }

  /// From lines such as `ms=1.5`; whatever else a contestant says is passed over.
  static Measurement parse(List<String> lines) {
    var values = new LinkedHashMap<String, Double>();
    for (String line : lines) {
      int sign = line.lastIndexOf('=');
      if (sign > 0) {
        values.put(line.substring(0, sign), Double.valueOf(line.substring(sign + 1)));
      }
    }
    return new Measurement(values);
  }

  String lines() {
    var lines = new StringBuilder();
    values.forEach((measure, value) -> lines.append(measure + "=" + value + "\n"));
    return lines.toString();
  }
}
