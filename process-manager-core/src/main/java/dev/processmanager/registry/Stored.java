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
/// @param plain whether it is known to say nothing but what this version understands
record Stored(
    Object key, String text, Optional<Entry> entry, Optional<SessionEntry> session, boolean plain) {

  record SessionKey(String id) {}

  /// Reads a line whose checksum is right. What a newer version wrote and this one cannot make
  /// sense of is kept as it is.
  static Stored read(String text) {
    return read(text, Line.unsealed(text), false);
  }

  private static Stored read(String text, Map<String, @Nullable Object> json, boolean plain) {
    var fields = new Fields(json);
    try {
      if (fields.has("session")) {
        SessionEntry session = SessionJson.read(fields);
        return new Stored(key(session), text, Optional.empty(), Optional.of(session), plain);
      }
      Entry entry = EntryJson.read(fields);
      return new Stored(entry.key(), text, Optional.of(entry), Optional.empty(), plain);
    } catch (IllegalArgumentException notUnderstood) {
      return new Stored(key(fields, text), text, Optional.empty(), Optional.empty(), false);
    }
  }

  /// What is not understood may have the key of an entry all the same, which nobody else can have.
  private static Object key(Fields fields, String text) {
    try {
      return new Entry.Key(Scope.parse(fields.text("scope")), fields.text("id"));
    } catch (IllegalArgumentException noEntry) {
      return text;
    }
  }

  static SessionKey key(SessionEntry session) {
    return new SessionKey(session.id());
  }

  /// The line of an entry that takes the place of another, if there was one.
  static Stored of(Entry entry, @Nullable Stored before) {
    Map<String, @Nullable Object> fields = EntryJson.fields(entry);
    return isPlain(before) && EntryJson.keepsAll(entry)
        ? new Stored(entry.key(), Line.sealed(fields), Optional.of(entry), Optional.empty(), true)
        : line(fields, before, old -> old.entry.map(EntryJson::fields).orElse(Map.of()));
  }

  static Stored of(SessionEntry session, @Nullable Stored before) {
    return line(
        SessionJson.fields(session),
        before,
        old -> old.session.map(SessionJson::fields).orElse(Map.of()));
  }

  private static boolean isPlain(@Nullable Stored before) {
    return before == null || before.plain;
  }

  private interface Understood {
    Map<String, @Nullable Object> fields(Stored stored);
  }

  /// What is remembered is what the line says, so that nobody sees more than whoever reads it
  /// later.
  private static Stored line(
      Map<String, @Nullable Object> fields, @Nullable Stored before, Understood understood) {
    if (before == null || before.plain) {
      return read(Line.sealed(fields), fields, true);
    }
    Map<String, @Nullable Object> merged =
        merged(fields, understood.fields(before), Line.unsealed(before.text));
    return read(Line.sealed(merged), merged, merged.equals(fields));
  }

  /// Two lines that say the same are the same, whoever wrote them.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stored stored && stored.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// Changes in a line only what has changed in its meaning: whatever else a newer version wrote
  /// there stays.
  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> after,
      Map<String, @Nullable Object> before,
      Map<String, @Nullable Object> line) {
    var merged = new LinkedHashMap<String, @Nullable Object>(line);
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
