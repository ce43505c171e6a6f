package dev.processmanager.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.comparison.Matrix.Cell;
import dev.processmanager.comparison.Verdict.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class TrapSuiteTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Path SOURCES = Path.of("src/benchmark/java/dev/processmanager/comparison");
  private static final Pattern LINK = Pattern.compile("]\\((\\.\\.[^)]*\\.java)\\)");

  private final Stage stage = new Stage(World.find(), Duration.ofSeconds(2));

  @Test
  void theStageTellsAllVerdictsApart() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Verdict>> verdicts =
          Stream.<Class<? extends Trap<?>>>of(
                  Actor.Good.class,
                  Actor.Bad.class,
                  Actor.Failing.class,
                  Actor.Hanging.class,
                  Actor.Crashing.class,
                  Actor.Unable.class)
              .map(trap -> threads.submit(() -> stage.verdict(trap, Actor.class, 0, false)))
              .toList();

      assertThat(verdicts)
          .extracting(Future::get)
          .containsExactly(
              Verdict.right(),
              Verdict.wrong("too late; and too short"),
              Verdict.wrong("threw java.lang.IllegalStateException: as planned"),
              new Verdict(Kind.HANG, "no end after 2 s"),
              new Verdict(Kind.CRASH, "the host ended with exit code 7: goodbye"),
              new Verdict(Kind.NO_SUCH_FEATURE, "cannot fly"));
    }
  }

  @Test
  void nothingThatSignalsIsRunAmongTheProcessesOfOthers() throws Exception {
    var shared = new Stage(new World(List.of(), "not permitted"), Duration.ofSeconds(2));

    assertThat(shared.verdict(Actor.Good.class, Actor.class, 0, true))
        .isEqualTo(new Verdict(Kind.NOT_RUN, "needs processes of its own: not permitted"));
  }

  @Test
  void aPageTellsWhatWasWrongBelowTheMatrix() {
    var section = new Section("Acts", false, List.of(Actor.Bad.class), List.of(Actor.class));
    List<Cell> cells =
        List.of(new Cell(Actor.Bad.class, Actor.class, Verdict.wrong("too late | <late>")));

    assertThat(Page.of(List.of(section), cells))
        .contains("[bad](../process-manager-tests/src/benchmark/java/")
        .contains("| **wrong** |")
        .contains("- actor: wrong, too late \\| \\<late>")
        .contains("- **actor** (1): None.");
  }

  @Test
  void everyRowOfThePageLeadsToItsSource() throws IOException {
    List<String> links =
        LINK.matcher(Files.readString(DOCS.resolve("traps.md")))
            .results()
            .map(MatchResult::group)
            .map(link -> link.substring(2, link.length() - 1))
            .toList();

    assertThat(links)
        .hasSize(Traps.sections().stream().mapToInt(section -> section.traps().size()).sum())
        .allSatisfy(link -> assertThat(DOCS.resolve(link)).isRegularFile());
  }

  @Test
  void everyTrapIsARow() throws IOException {
    Set<String> rows =
        Traps.sections().stream()
            .flatMap(section -> section.traps().stream())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());

    assertThat(traps()).isNotEmpty().allSatisfy(name -> assertThat(rows).contains(name));
  }

  private static List<String> traps() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> contains(file, "implements Trap<"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
