package dev.processmanager.registry;

import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The registry's file: a header and one entry a line.
final class EntryJson {

  private static final String FORMAT = "process-manager-registry";
  private static final long SCHEMA = 1;

  private EntryJson() {}

  static String write(Collection<Entry> entries) {
    return "{\"format\":\"%s\",\"schema\":%d,\"processes\":[\n%s\n]}\n"
        .formatted(
            FORMAT,
            SCHEMA,
            entries.stream()
                .map(entry -> Json.write(toMap(entry)))
                .collect(Collectors.joining(",\n")));
  }

  /// @throws IllegalArgumentException if the text is not a registry of a known schema
  static List<Entry> parse(String text) {
    Fields header = new Fields(Json.parse(text));
    if (!header.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("not a registry of processes");
    }
    if (header.number("schema") != SCHEMA) {
      throw new IllegalArgumentException("schema " + header.number("schema") + " is not known");
    }
    return header.list("processes").stream().map(item -> fromMap(new Fields(item))).toList();
  }

  private static Map<String, Object> toMap(Entry entry) {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", entry.key().id());
    map.put("scope", entry.key().scope().toString());
    map.put("kind", entry.kind().name());
    map.put("state", entry.state().name());
    map.put("generation", (long) entry.generation());
    map.put("restarts", (long) entry.restarts());
    map.put("description", entry.description());
    entry.workingDirectory().ifPresent(path -> map.put("workingDirectory", path.toString()));
    entry.logFile().ifPresent(path -> map.put("logFile", path.toString()));
    entry.identity().ifPresent(identity -> map.put("process", toMap(identity)));
    entry.exit().ifPresent(exit -> map.put("exit", exit));
    map.put("createdAt", entry.createdAt().toString());
    entry.startedAt().ifPresent(at -> map.put("startedAt", at.toString()));
    map.put("updatedAt", entry.updatedAt().toString());
    map.put("metadata", new LinkedHashMap<>(entry.metadata()));
    return map;
  }

  private static Map<String, Object> toMap(Identity.OfProcess identity) {
    return Map.of(
        "pid", identity.pid(), "startTicks", identity.startTicks(), "bootId", identity.bootId());
  }

  private static Entry fromMap(Fields entry) {
    return new Entry(
        new Entry.Key(Scope.parse(entry.text("scope")), entry.text("id")),
        ProcessKind.valueOf(entry.text("kind")),
        entry.text("description"),
        entry.optional("workingDirectory").map(Path::of),
        entry.optional("logFile").map(Path::of),
        entry.texts("metadata"),
        ProcessState.valueOf(entry.text("state")),
        Math.toIntExact(entry.number("generation")),
        Math.toIntExact(entry.number("restarts")),
        entry.object("process").map(EntryJson::identity),
        entry.optional("exit"),
        Instant.parse(entry.text("createdAt")),
        entry.optional("startedAt").map(Instant::parse),
        Instant.parse(entry.text("updatedAt")));
  }

  private static Identity.OfProcess identity(Fields process) {
    return new Identity.OfProcess(
        process.number("pid"), process.number("startTicks"), process.text("bootId"));
  }

  /// A JSON object whose fields are asked for by name and type.
  private record Fields(@Nullable Object json) {

    String text(String name) {
      return optional(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optional(String name) {
      return get(name, String.class);
    }

    long number(String name) {
      return get(name, Long.class).orElseThrow(() -> missing(name));
    }

    List<?> list(String name) {
      return get(name, List.class).orElseThrow(() -> missing(name));
    }

    Optional<Fields> object(String name) {
      return get(name, Map.class).map(Fields::new);
    }

    Map<String, String> texts(String name) {
      var texts = new LinkedHashMap<String, String>();
      Map<?, ?> fields = get(name, Map.class).orElse(Map.of());
      fields.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
      return texts;
    }

    private <T> Optional<T> get(String name, Class<T> type) {
      Object value = json instanceof Map<?, ?> map ? map.get(name) : null;
      if (value != null && !type.isInstance(value)) {
        throw new IllegalArgumentException("field \"" + name + "\" has the wrong type: " + value);
      }
      return Optional.ofNullable(type.cast(value));
    }

    private static IllegalArgumentException missing(String name) {
      return new IllegalArgumentException("field \"" + name + "\" is missing");
    }
  }
}
