package dev.processmanager.comparison;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.processmanager.benchmark.Machine;
import dev.processmanager.comparison.Matrix.Cell;
import dev.processmanager.comparison.Verdict.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// What came out, for people.
final class Page {

  private static final String SOURCES = "../process-manager-tests/src/benchmark/java/";

  private Page() {}

  static String of(List<Section> sections, List<Cell> cells) {
    return head()
        + sections.stream().map(section -> section(section, cells)).collect(joining())
        + settings(sections);
  }

  private static String head() {
    return """
        # Traps

        %s. Written by `./mvnw -Ptraps verify`.

        Things that are easily got wrong with processes, each tried with this library and with others, in a
        program of its own. **wrong**: it came out otherwise than the row says; **hang**: no end after 10 s;
        **crash**: the program that used it died. n/a: nobody has promised it there; not run: this machine
        lacks something. Each row leads to its source; what was wrong, and why there is nothing to tell,
        stands below each table, and [how everybody is used](#who-is-compared-and-how) at the end.

        Who has a time limit or a stop is judged by what is left behind; who has no such thing at all is not.
        """
        .formatted(Machine.line());
  }

  private static String section(Section section, List<Cell> cells) {
    return "\n## "
        + section.title()
        + "\n\n"
        + Matrix.forPage(section, cells, Page::link)
        + section.traps().stream()
            .map(trap -> reasons(trap, cells.stream().filter(c -> c.trap() == trap).toList()))
            .collect(joining());
  }

  private static String link(Class<? extends Trap<?>> trap) {
    String file = SOURCES + trap.getName().replace('.', '/') + ".java";
    return "[" + Section.made(trap).title() + "](" + file + ")";
  }

  /// All that is to be said about the cells of a row.
  private static String reasons(Class<? extends Trap<?>> trap, List<Cell> row) {
    if (row.stream().allMatch(cell -> cell.verdict().kind() == Kind.RIGHT)) {
      return "";
    }
    var groups =
        row.stream()
            .filter(cell -> cell.verdict().kind() != Kind.RIGHT)
            .sorted((a, b) -> b.verdict().kind().compareTo(a.verdict().kind()))
            .collect(
                groupingBy(
                    cell -> cell.verdict().describe(),
                    LinkedHashMap::new,
                    mapping(cell -> Section.made(cell.peer()).name(), joining("; "))));
    return "\n"
        + Matrix.words(trap)
        + ":\n\n"
        + groups.entrySet().stream()
            .map(group -> "- " + group.getValue() + ": " + escaped(group.getKey()) + "\n")
            .collect(joining());
  }

  /// What failures say is no Markdown.
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*<\\[|])", "\\\\$1");
  }

  private static String settings(List<Section> sections) {
    Stream<String> lines =
        sections.stream()
            .flatMap(section -> section.peers().stream())
            .distinct()
            .map(Section::made)
            .map(
                peer ->
                    "- **"
                        + peer.name()
                        + "** ("
                        + peer.version()
                        + "): "
                        + peer.settings()
                        + "\n");
    return "\n## Who is compared, and how\n\n" + lines.collect(joining());
  }
}
