package dev.processmanager.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page in Markdown: its lines in order, told apart by what they are.
///
/// @param file where it is
/// @param parts what stands on it, from top to bottom
record Page(Path file, List<Part> parts) {

  private static final Pattern FENCE = Pattern.compile("( *)(```+|~~~+)(.*)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)[ #]*");
  private static final Pattern CODE = Pattern.compile("(`+).+?\\1");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern TARGET =
      Pattern.compile("\\]\\(<?([^)>\\s]+)>?(?: +\"[^\"]*\")?\\)|^ {0,3}\\[[^\\]]+\\]: +(\\S+)");

  sealed interface Part {

    /// {@return where its text begins, counted from 1}
    int line();
  }

  record Prose(int line, String text) implements Part {}

  record Block(int line, String language, String text) implements Part {}

  record Link(int line, String target) {}

  static Page read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Page parse(Path file, String text) {
    var parts = new ArrayList<Part>();
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (fence.matches()) {
        int begin = at + 1;
        int end = end(lines, begin, fence.group(2));
        parts.add(block(begin, fence, lines.subList(begin, end)));
        at = end;
      } else {
        parts.add(new Prose(at + 1, lines.get(at)));
      }
    }
    return new Page(file, List.copyOf(parts));
  }

  private static int end(List<String> lines, int begin, String fence) {
    int end = begin;
    while (end < lines.size() && !lines.get(end).strip().equals(fence)) {
      end++;
    }
    return end;
  }

  private static Block block(int begin, Matcher fence, List<String> lines) {
    int indent = fence.group(1).length();
    String text =
        lines.stream()
            .map(line -> line.isBlank() ? "" : line.substring(Math.min(indent, line.length())))
            .collect(Collectors.joining("\n", "", "\n"));
    return new Block(begin + 1, fence.group(3).strip(), text);
  }

  List<Block> blocks() {
    return only(Block.class).toList();
  }

  List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  List<Link> links() {
    return prose().flatMap(Page::links).toList();
  }

  private static Stream<Link> links(Prose prose) {
    return TARGET
        .matcher(CODE.matcher(prose.text()).replaceAll("code"))
        .results()
        .map(
            found ->
                new Link(prose.line(), found.group(1) == null ? found.group(2) : found.group(1)));
  }

  /// {@return the names by which links lead to headings, as code hosts make them}
  List<String> anchors() {
    var anchors = new ArrayList<String>();
    prose()
        .map(prose -> HEADING.matcher(prose.text()))
        .filter(Matcher::matches)
        .map(heading -> anchor(heading.group(1)))
        .forEach(anchor -> anchors.add(numbered(anchor, anchors)));
    return anchors;
  }

  private static String anchor(String heading) {
    return LINK.matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String numbered(String anchor, List<String> before) {
    return Stream.iterate(0, number -> number + 1)
        .map(number -> number == 0 ? anchor : anchor + "-" + number)
        .filter(candidate -> !before.contains(candidate))
        .findFirst()
        .orElseThrow();
  }

  private Stream<Prose> prose() {
    return only(Prose.class);
  }

  private <P> Stream<P> only(Class<P> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast);
  }
}
