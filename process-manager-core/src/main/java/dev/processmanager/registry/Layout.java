package dev.processmanager.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a registry whose lines are not as this library lays them out, say because an editor has
/// put it in its own form. Slower, but able to tell what is wrong, and where.
final class Layout {

  private Layout() {}

  /// @throws IllegalArgumentException if the text is not JSON, or not a registry, or is damaged
  static Document parse(String text) {
    var all = new Fields(Json.parse(text));
    List<?> entries = all.list("entries");
    Map<String, @Nullable Object> head = all.map();
    head.remove("entries");
    boolean intact = Line.isIntact(head);
    Header header = Header.read(head);
    if (!intact) {
      throw new IllegalArgumentException("the checksum of the header is wrong");
    }
    var stored = new ArrayList<Stored>();
    for (int i = 0; i < entries.size(); i++) {
      Map<String, @Nullable Object> entry = new Fields(entries.get(i)).map();
      if (Line.isIntact(entry)) {
        stored.add(Stored.read(Line.sealed(entry)));
      } else if (!header.isBeyondUs()) {
        throw new IllegalArgumentException("the checksum of entry " + (i + 1) + " is wrong");
      }
    }
    if (header.isBeyondUs()) {
      return Document.of(header, stored);
    }
    return Document.complete(header, stored);
  }
}
