package dev.processmanager.examples.architect.ctl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows in columns that are as wide as their widest cell.
final class Table {

  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  /// @param right whether it is aligned to the right, as numbers are
  record Cell(String text, Style style, boolean right) {

    static Cell of(String text) {
      return new Cell(text, Style.PLAIN, false);
    }

    static Cell of(String text, Style style) {
      return new Cell(text, style, false);
    }

    static Cell number(String text) {
      return new Cell(text, Style.PLAIN, true);
    }

    /// A name or message of somebody else must not move the cursor.
    Cell {
      text = text.replaceAll("\\p{Cntrl}+", " ");
    }
  }

  Table(String... headers) {
    if (headers.length > 0) {
      rows.add(Arrays.stream(headers).map(header -> Cell.of(header, Style.HEADER)).toList());
    }
  }

  Table row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  void printTo(Terminal terminal) {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(
                column ->
                    rows.stream().mapToInt(row -> row.get(column).text().length()).max().getAsInt())
            .toArray();
    rows.forEach(row -> terminal.say(line(row, widths, terminal)));
  }

  private String line(List<Cell> row, int[] widths, Terminal terminal) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      Cell cell = row.get(column);
      String space = " ".repeat(widths[column] - cell.text().length());
      String word = terminal.paint(cell.style(), cell.text());
      boolean right = cell.right() || rows.getLast().get(column).right();
      line.append(column == 0 ? "" : GAP).append(right ? space + word : word + space);
    }
    return line.toString().stripTrailing();
  }
}
