package dev.processmanager.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<String> texts = texts(lines.subList(1, lines.size() - 1));
    Map<String, Stored> byText = known.byText();
    List<Stored> stored =
        (texts.size() < MANY ? texts.stream() : texts.parallelStream())
            .flatMap(line -> read(line, byText).stream())
            .toList();
    return stored.size() == lines.size() - 2 ? complete(header.get(), stored) : Layout.parse(text);
  }

  /// The lines without what separates them, as far as there is a separator where one belongs.
  private static List<String> texts(List<String> lines) {
    var texts = new ArrayList<String>(lines.size());
    for (String line : lines) {
      if (texts.size() == lines.size() - 1) {
        texts.add(line);
      } else if (line.endsWith(",")) {
        texts.add(line.substring(0, line.length() - 1));
      }
    }
    return texts;
  }

  private static Optional<Stored> read(String text, Map<String, Stored> known) {
    Stored same = known.get(text);
    if (same != null) {
      return Optional.of(same);
    }
    return Line.isIntact(text) ? Optional.of(Stored.read(text)) : Optional.empty();
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
    int size = lines.values().stream().mapToInt(line -> line.text().length() + 2).sum();
    var out = new StringBuilder(head.length() + size + 32);
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
