package dev.processmanager.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A session as the fields of a JSON object.
final class SessionJson {

  private SessionJson() {}

  static Map<String, @Nullable Object> fields(SessionEntry session) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("session", session.id());
    out.put("startedAt", Times.text(session.startedAt()));
    if (!session.metadata().isEmpty()) {
      out.put("metadata", new LinkedHashMap<>(session.metadata()));
    }
    out.put("owner", FingerprintJson.fields(session.owner()));
    return out;
  }

  /// @throws IllegalArgumentException if a field is missing or makes no sense
  static SessionEntry read(Fields in) {
    return new SessionEntry(
        in.text("session"),
        FingerprintJson.read(in.object("owner").orElseThrow(() -> Fields.missing("owner"))),
        in.time("startedAt"),
        in.texts("metadata"));
  }
}
