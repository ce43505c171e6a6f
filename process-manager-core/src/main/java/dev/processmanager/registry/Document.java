package dev.processmanager.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that a registry's file says: a header and one line for each entry and session. It is
/// ordinary JSON, so that any tool can read it; one line each, so that damage in one harms no
/// other. Immutable.
record Document(Header header, Map<Object, Stored> lines) {

  static final Document EMPTY = new Document(Header.NONE, Map.of());

  /// So many lines are read by several processors at once.
  private static final int MANY = 1_000;

  private static final String OPENING = ",\"entries\":[";
  private static final String CLOSING = "]}";

  static Document of(Header header, Collection<Stored> stored) {
    var lines = LinkedHashMap.<Object, Stored>newLinkedHashMap(stored.size());
    stored.forEach(line -> lines.put(line.key(), line));
    return new Document(header, lines);
  }

  /// Reads a whole text. Lines that another document had are taken from there.
  ///
  /// @throws IllegalArgumentException if anything at all is wrong with it
  static Document parse(String text, Document known) {
    List<String> lines = text.lines().toList();
    Optional<Header> header = lines.isEmpty() ? Optional.empty() : header(lines.getFirst());
    if (header.isEmpty() || !text.endsWith("\n" + CLOSING + "\n")) {
      return Layout.parse(text);
    }
    Map<String, Stored> byText = known.byText();
    int count = lines.size() - 2;
    @Nullable Stored[] stored = new @Nullable Stored[count];
    IntConsumer one = i -> stored[i] = read(lines.get(i + 1), i == count - 1 ? "}" : "},", byText);
    if (count < MANY) {
      for (int i = 0; i < count; i++) {
        one.accept(i);
      }
    } else {
      IntStream.range(0, count).parallel().forEach(one);
    }
    List<Stored> good = Stream.of(stored).filter(Objects::nonNull).toList();
    return good.size() == count ? complete(header.get(), good) : Layout.parse(text);
  }

  /// The line, if it ends as it should and its checksum is right.
  private static @Nullable Stored read(String line, String end, Map<String, Stored> known) {
    if (!line.endsWith(end)) {
      return null;
    }
    String text = end.length() == 1 ? line : line.substring(0, line.length() - 1);
    Stored same = known.get(text);
    if (same != null) {
      return same;
    }
    return Line.isIntact(text) ? Stored.read(text) : null;
  }

  private Map<String, Stored> byText() {
    var byText = HashMap.<String, Stored>newHashMap(lines.size());
    lines.values().forEach(line -> byText.put(line.text(), line));
    return byText;
  }

  static Document complete(Header header, List<Stored> stored) {
    Document document = of(header, stored);
    if (document.lines.size() != stored.size()) {
      throw new IllegalArgumentException("an entry stands there twice");
    }
    if (header.count() != stored.size()) {
      throw new IllegalArgumentException(
          "%d entries where there should be %d".formatted(stored.size(), header.count()));
    }
    return document;
  }

  /// The header, if the line is a good one.
  static Optional<Header> header(String line) {
    if (!line.endsWith(OPENING)) {
      return Optional.empty();
    }
    String object = line.substring(0, line.length() - OPENING.length()) + "}";
    return Line.isIntact(object)
        ? Optional.of(Header.read(Line.unsealed(object)))
        : Optional.empty();
  }

  String text() {
    String head = Line.sealed(header.fields());
    int size = head.length() + 32;
    for (Stored line : lines.values()) {
      size += line.text().length() + 2;
    }
    var out = new StringBuilder(size);
    out.append(head, 0, head.length() - 1).append(OPENING).append('\n');
    String separator = "";
    for (Stored line : lines.values()) {
      out.append(separator).append(line.text());
      separator = ",\n";
    }
    return out.append(lines.isEmpty() ? "" : "\n").append(CLOSING).append('\n').toString();
  }

  List<Entry> entries() {
    return lines.values().stream().flatMap(line -> line.entry().stream()).toList();
  }

  List<SessionEntry> sessions() {
    return lines.values().stream().flatMap(line -> line.session().stream()).toList();
  }

  Optional<Entry> find(Entry.Key key) {
    return Optional.ofNullable(lines.get(key)).flatMap(Stored::entry);
  }

  /// The same content as another generation.
  Document next() {
    return new Document(header.next(lines.size()), lines);
  }
}
