package dev.processmanager.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Results in words and tables that read well on a terminal, too.
final class Report {

  private Report() {}

  static String head() {
    return """
        # Benchmarks

        %s

        Medians; contestants take turns, each in a process of its own. Ratios and differences are the
        medians of those of the single rounds.
        """
        .formatted(Machine.line());
  }

  static String section(Workload workload, Results results) {
    return "\n## "
        + workload.title()
        + "\n\n"
        + workload.note()
        + "\n\n"
        + table(numbers(results))
        + "\n"
        + table(targets(workload, results));
  }

  private static List<List<String>> numbers(Results results) {
    var rows = new ArrayList<List<String>>();
    var header = new ArrayList<>(List.of("contestant"));
    header.addAll(results.measures());
    rows.add(header);
    for (String contestant : results.contestants()) {
      var row = new ArrayList<>(List.of(contestant));
      for (String measure : results.measures()) {
        OptionalDouble median = results.median(contestant, measure);
        String absence = row.size() == 1 ? results.absence(contestant) : "";
        row.add(median.isPresent() ? number(median) : absence);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> targets(Workload workload, Results results) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("target", "limit", "value", "verdict"));
    for (Target target : workload.targets()) {
      rows.add(
          List.of(
              target.what(),
              target.limitText(),
              number(target.value().apply(results)),
              target.verdict(results).text));
    }
    return rows;
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "–";
  }

  private static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String table(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    var lines = rows.stream().map(row -> line(row, widths)).collect(Collectors.toList());
    lines.add(1, line(Collections.nCopies(widths.length, "---"), widths));
    return String.join("", lines);
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(column -> padded(cells.get(column), widths[column]))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.length()));
  }
}
