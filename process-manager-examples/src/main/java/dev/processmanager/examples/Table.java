package dev.processmanager.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Text in columns, each as wide as its widest cell, numbers to the right.
public final class Table {

  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> titles) {
    this.titles = titles;
  }

  /// {@return a table without rows}
  public static Table of(String... titles) {
    return new Table(List.of(titles));
  }

  /// Adds a row, with a cell for each title.
  public Table row(Object... cells) {
    rows.add(Stream.of(cells).map(Object::toString).toList());
    return this;
  }

  /// {@return the titles and the rows}
  public List<String> lines() {
    return Stream.concat(Stream.of(titles), rows.stream()).map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < titles.size(); i++) {
      String blanks = " ".repeat(width(i) - cells.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(isOfNumbers(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return Math.max(
        titles.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  private boolean isOfNumbers(int column) {
    return rows.stream().allMatch(row -> row.get(column).matches("[\\d,]+|-"));
  }
}
