package dev.processmanager.registry;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
  private static final byte[] SEPARATOR = Image.bytes(",\n");

  static Document of(Header header, Collection<Stored> stored) {
    var lines = LinkedHashMap.<Object, Stored>newLinkedHashMap(stored.size());
    stored.forEach(line -> lines.put(line.key(), line));
    return new Document(header, lines);
  }

  /// Reads a whole text. Lines that another document had are taken from there.
  ///
  /// @throws IllegalArgumentException if anything at all is wrong with it
  static Document parse(String text, Document known) {
    List<String> lines = lines(text);
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
    return Stream.of(stored).allMatch(Objects::nonNull)
        ? complete(header.get(), List.of(stored))
        : Layout.parse(text);
  }

  /// What stands between the ends of lines as this library writes them.
  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    return lines;
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

  /// What is in its file.
  byte[] bytes() {
    String head = Line.sealed(header.fields());
    var parts = new ArrayList<byte[]>(2 * lines.size() + 2);
    parts.add(Image.bytes(head.substring(0, head.length() - 1) + OPENING));
    byte[] separator = Image.bytes("\n");
    for (Stored line : lines.values()) {
      parts.add(separator);
      parts.add(Image.bytes(line.text()));
      separator = SEPARATOR;
    }
    parts.add(Image.bytes("\n" + CLOSING + "\n"));
    return joined(parts);
  }

  private static byte[] joined(List<byte[]> parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    var all = ByteBuffer.allocate(size);
    parts.forEach(all::put);
    return all.array();
  }

  List<Entry> entries() {
    var entries = new ArrayList<Entry>(lines.size());
    lines.values().forEach(line -> line.entry().ifPresent(entries::add));
    return Collections.unmodifiableList(entries);
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
