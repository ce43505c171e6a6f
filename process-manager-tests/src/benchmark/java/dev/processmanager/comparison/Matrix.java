package dev.processmanager.comparison;

import dev.processmanager.benchmark.Table;
import dev.processmanager.comparison.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// Verdicts as a table.
final class Matrix {

  record Cell(Class<? extends Trap<?>> trap, Class<? extends Peer> peer, Verdict verdict) {}

  private Matrix() {}

  static String forTerminal(Section section, List<Cell> cells) {
    return table(section, cells, Matrix::words, Matrix::lastWord, Kind::word);
  }

  static String forPage(
      Section section, List<Cell> cells, Function<Class<? extends Trap<?>>, String> rowName) {
    return table(section, cells, rowName, Function.identity(), Kind::inMarkdown);
  }

  private static String table(
      Section section,
      List<Cell> cells,
      Function<Class<? extends Trap<?>>, String> rowName,
      Function<String, String> columnName,
      Function<Kind, String> verdict) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        Stream.concat(
                Stream.of(""),
                section.peers().stream().map(peer -> columnName.apply(Section.made(peer).name())))
            .toList());
    for (var trap : section.traps()) {
      rows.add(
          Stream.concat(
                  Stream.of(rowName.apply(trap)),
                  section.peers().stream().map(peer -> verdict.apply(kind(trap, peer, cells))))
              .toList());
    }
    return new Table(rows).text();
  }

  private static Kind kind(Class<?> trap, Class<?> peer, List<Cell> cells) {
    return cells.stream()
        .filter(cell -> cell.trap() == trap && cell.peer() == peer)
        .map(cell -> cell.verdict().kind())
        .findFirst()
        .orElse(Kind.NOT_RUN);
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf(' ') + 1).replace("`", "");
  }

  /// {@return the name of a trap in words}
  static String words(Class<?> trap) {
    String words = trap.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }
}
