package dev.processmanager.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the first line of the file says of the whole of it. No two generations have the same.
/// Immutable.
///
/// @param fields all of it, those that only a newer version knows included
record Header(Map<String, @Nullable Object> fields) {

  static final String FORMAT = "process-manager-registry";

  /// What this version writes; it grows when fields are added.
  private static final long SCHEMA = 1;

  /// Whoever knows this schema can read and rewrite what this version writes.
  private static final long OLDEST_READER = 1;

  static final Header NONE = new Header(Map.of());

  /// @throws IllegalArgumentException if it is not that of a registry
  static Header read(Map<String, @Nullable Object> json) {
    var fields = new Fields(json);
    if (!FORMAT.equals(fields.optional("format").orElse(""))) {
      throw new IllegalArgumentException("not a registry of processes");
    }
    fields.number("schema");
    fields.number("minReader");
    fields.number("generation");
    fields.count("count");
    return new Header(json);
  }

  /// Whether only a newer version may write this file, because this one would spoil it.
  boolean isBeyondUs() {
    return !fields.isEmpty() && new Fields(fields).number("minReader") > SCHEMA;
  }

  long schema() {
    return new Fields(fields).number("schema");
  }

  int count() {
    return new Fields(fields).count("count");
  }

  Header next(int count) {
    var in = new Fields(fields);
    var next = new LinkedHashMap<String, @Nullable Object>();
    next.put("format", FORMAT);
    next.putAll(fields);
    next.put("schema", Math.max(SCHEMA, in.number("schema", 0)));
    next.put("minReader", Math.max(OLDEST_READER, in.number("minReader", 0)));
    next.put("generation", in.number("generation", 0) + 1);
    next.put("count", (long) count);
    next.put("writtenBy", ProcessHandle.current().pid());
    next.put("writtenAt", Times.text(Instant.now()));
    return new Header(next);
  }
}
