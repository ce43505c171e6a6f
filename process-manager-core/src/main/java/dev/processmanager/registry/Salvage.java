package dev.processmanager.registry;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be had of a damaged file: each line whose checksum is right, and from older generations
/// whatever is missing among them.
///
/// @param document what there is
/// @param damage what was lost
record Salvage(Document document, RegistryDamage damage) {

  private static final String MAGIC = "{\"format\":\"" + Header.FORMAT + "\"";

  /// @param older the generations before, as far as they are known
  static Salvage of(Path file, String text, String problem, List<Document> older) {
    List<String> lines = text.lines().toList();
    Optional<Header> header =
        lines.isEmpty() ? Optional.empty() : Salvage.headerOf(lines.getFirst());
    Map<Object, Stored> found = intact(lines);
    int intact = found.size();
    int expected = header.map(Header::count).orElseGet(() -> traces(lines));
    List<Document> latestFirst =
        older.stream().sorted(Comparator.comparing(Salvage::generation).reversed()).toList();
    if (expected > intact || header.isEmpty()) {
      latestFirst.forEach(document -> document.lines().forEach(found::putIfAbsent));
    }
    int fromBackup = found.size() - intact;
    var damage =
        new RegistryDamage(file, problem, intact, fromBackup, Math.max(0, expected - found.size()));
    Header best =
        header.orElse(latestFirst.isEmpty() ? Header.NONE : latestFirst.getFirst().header());
    return new Salvage(new Document(best, found), damage);
  }

  /// Whether a text that makes no sense was a registry once, so that it may be replaced by one.
  static boolean wasRegistry(String text) {
    return MAGIC.startsWith(text)
        || text.contains(Header.FORMAT)
        || text.chars().allMatch(c -> c == 0)
        || !intact(text.lines().toList()).isEmpty();
  }

  private static Optional<Header> headerOf(String line) {
    try {
      return Document.header(line);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Map<Object, Stored> intact(List<String> lines) {
    var found = new LinkedHashMap<Object, Stored>();
    for (String line : lines) {
      String text = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
      if (Line.isIntact(text)) {
        read(text).ifPresent(stored -> found.put(stored.key(), stored));
      }
    }
    return found;
  }

  /// A right checksum does not make a text JSON.
  private static Optional<Stored> read(String text) {
    try {
      return Optional.of(Stored.read(text));
    } catch (IllegalArgumentException noJson) {
      return Optional.empty();
    }
  }

  /// How many lines are or were entries, if the header cannot tell.
  private static int traces(List<String> lines) {
    return (int) lines.stream().skip(1).filter(line -> line.length() > 2).count();
  }

  private static long generation(Document document) {
    return new Fields(document.header().fields()).number("generation", 0);
  }
}
