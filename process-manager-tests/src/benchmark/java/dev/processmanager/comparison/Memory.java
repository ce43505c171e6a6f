package dev.processmanager.comparison;

import dev.processmanager.comparison.Matrix.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What came out the last time, so that single rows can be tried again.
///
/// @param file one verdict a line
record Memory(Path file) {

  /// {@return new cells, and those of earlier runs that none of them replaces}
  List<Cell> with(List<Cell> cells, List<Section> sections) throws IOException {
    var all = new ArrayList<>(cells);
    for (Section section : sections) {
      for (var trap : section.traps()) {
        for (var peer : section.peers()) {
          if (cells.stream().noneMatch(cell -> cell.trap() == trap && cell.peer() == peer)) {
            all.add(new Cell(trap, peer, remembered(key(trap, peer))));
          }
        }
      }
    }
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        all.stream()
            .map(cell -> key(cell.trap(), cell.peer()) + cell.verdict().toLine() + "\n")
            .collect(Collectors.joining()));
    return all;
  }

  private Verdict remembered(String key) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> Verdict.parse(line.substring(key.length())))
        .findFirst()
        .orElse(new Verdict(Verdict.Kind.NOT_RUN, "not asked for"));
  }

  private static String key(Class<?> trap, Class<?> peer) {
    return trap.getSimpleName() + " " + peer.getSimpleName() + " ";
  }
}
