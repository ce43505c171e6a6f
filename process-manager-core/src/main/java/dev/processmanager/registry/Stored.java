package dev.processmanager.registry;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A line of the file together with its meaning, as far as this version understands it. Immutable.
///
/// @param key an [Entry.Key], the id of a session in a [SessionKey], or else the text itself
/// @param text the line, with its checksum
/// @param entry the entry, if it is one
/// @param session the session, if it is one
record Stored(Object key, String text, Optional<Entry> entry, Optional<SessionEntry> session) {

  record SessionKey(String id) {}

  /// Reads a line whose checksum is right. What a newer version wrote and this one cannot make
  /// sense of is kept as it is.
  static Stored read(String text) {
    return read(text, Line.unsealed(text));
  }

  static Stored read(String text, Map<String, @Nullable Object> json) {
    var fields = new Fields(json);
    try {
      if (fields.has("session")) {
        SessionEntry session = SessionJson.read(fields);
        return new Stored(key(session), text, Optional.empty(), Optional.of(session));
      }
      Entry entry = EntryJson.read(fields);
      return new Stored(entry.key(), text, Optional.of(entry), Optional.empty());
    } catch (IllegalArgumentException notUnderstood) {
      return new Stored(text, text, Optional.empty(), Optional.empty());
    }
  }

  static SessionKey key(SessionEntry session) {
    return new SessionKey(session.id());
  }

  /// The line of an entry that takes the place of another, if there was one.
  static Stored of(Entry entry, @Nullable Stored before) {
    return line(EntryJson.fields(entry), before, old -> EntryJson.fields(old.entry.orElseThrow()));
  }

  static Stored of(SessionEntry session, @Nullable Stored before) {
    return line(
        SessionJson.fields(session), before, old -> SessionJson.fields(old.session.orElseThrow()));
  }

  private interface Understood {
    Map<String, @Nullable Object> fields(Stored stored);
  }

  /// What is remembered is what the line says, so that nobody sees more than whoever reads it
  /// later.
  private static Stored line(
      Map<String, @Nullable Object> fields, @Nullable Stored before, Understood understood) {
    Map<String, @Nullable Object> merged =
        before == null
            ? fields
            : merged(fields, understood.fields(before), Line.unsealed(before.text));
    return read(Line.sealed(merged), merged);
  }

  /// Changes in a line only what has changed in its meaning: whatever else a newer version wrote
  /// there stays.
  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> after,
      Map<String, @Nullable Object> before,
      Map<String, @Nullable Object> line) {
    var merged = new LinkedHashMap<>(line);
    var names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!after.containsKey(name)) {
        merged.remove(name);
      } else if (!Objects.equals(after.get(name), before.get(name))) {
        merged.put(name, after.get(name));
      }
    }
    return merged;
  }
}
