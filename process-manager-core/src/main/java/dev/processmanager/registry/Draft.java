package dev.processmanager.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The lines of a document while patches are made to them. Not safe for use by several threads.
final class Draft {

  private final Header header;
  private final Map<Object, Stored> lines;
  private boolean changed;

  Draft(Document document) {
    header = document.header();
    lines = new LinkedHashMap<>(document.lines());
  }

  boolean isChanged() {
    return changed;
  }

  Document document() {
    return new Document(header, lines);
  }

  /// @throws RegistryConflictException if it is refused; nothing has changed then
  void apply(Patch patch) {
    switch (patch) {
      case Patch.OfEntry change -> apply(change);
      case Patch.OfSession change -> apply(change);
    }
  }

  private void apply(Patch.OfEntry patch) {
    Stored line = lines.get(patch.key());
    Optional<Entry> before = Optional.ofNullable(line).flatMap(Stored::entry);
    Optional<Entry> after = patch.applyTo(before);
    if (!after.equals(before)) {
      put(patch.key(), after.map(entry -> Stored.of(entry, line)));
    }
  }

  private void apply(Patch.OfSession patch) {
    var key = new Stored.SessionKey(patch.id());
    Stored line = lines.get(key);
    Optional<SessionEntry> before = Optional.ofNullable(line).flatMap(Stored::session);
    Optional<SessionEntry> after = patch.applyTo(before);
    if (!after.equals(before)) {
      put(key, after.map(session -> Stored.of(session, line)));
    }
  }

  private void put(Object key, Optional<Stored> line) {
    changed = true;
    line.ifPresentOrElse(stored -> lines.put(key, stored), () -> lines.remove(key));
  }
}
