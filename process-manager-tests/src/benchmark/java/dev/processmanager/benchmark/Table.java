package dev.processmanager.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table of Markdown that reads well on a terminal, too.
///
/// @param rows the first one is the heading
public record Table(List<List<String>> rows) {

  /// @param header the first row
  static Table of(List<String> header, List<List<String>> rows) {
    var all = new ArrayList<List<String>>();
    all.add(header);
    all.addAll(rows);
    return new Table(all);
  }

  public String text() {
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
