package dev.processmanager.comparison;

import dev.processmanager.comparison.Matrix.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Springs all traps, or those whose names contain a given text, on everybody, two at a time, and
/// writes a page about it, on which rows that were not wanted stay as they were.
public final class Suite {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int AT_A_TIME = 2;

  private final Stage stage = new Stage(World.find(), DEADLINE);
  private final AtomicInteger done = new AtomicInteger();

  private Suite() {}

  /// @param args the file for the page, and texts
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    List<String> wanted = List.of(args).subList(1, args.length);
    List<Section> sections =
        Traps.sections().stream()
            .map(section -> section.only(wanted))
            .filter(section -> !section.traps().isEmpty())
            .toList();
    List<Cell> cells = new Suite().cells(sections);
    System.out.println();
    for (Section section : sections) {
      System.out.println(section.title() + "\n\n" + Matrix.forTerminal(section, cells));
    }
    List<Cell> all = new Memory(Path.of("target", "traps.txt")).with(cells, Traps.sections());
    Files.writeString(Path.of(args[0]), Page.of(Traps.sections(), all));
    System.out.println("Written to " + args[0]);
  }

  private List<Cell> cells(List<Section> sections) throws InterruptedException, ExecutionException {
    var cases = new ArrayList<Callable<Cell>>();
    for (Section section : sections) {
      for (var trap : section.traps()) {
        for (var peer : section.peers()) {
          cases.add(() -> cell(section, trap, peer, cases.size()));
        }
      }
    }
    var cells = new ArrayList<Cell>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (Future<Cell> cell : threads.invokeAll(cases)) {
        cells.add(cell.get());
      }
    }
    return cells;
  }

  private Cell cell(
      Section section, Class<? extends Trap<?>> trap, Class<? extends Peer> peer, int all)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Verdict verdict = stage.verdict(trap, peer, Section.made(trap).megabytes(), section.signals());
    System.out.printf(
        "%3d/%d %4.1f s %s, %s: %s%n",
        done.incrementAndGet(),
        all,
        (System.nanoTime() - begin) / 1e9,
        Matrix.words(trap),
        Section.made(peer).name(),
        verdict.describe());
    return new Cell(trap, peer, verdict);
  }
}
