package dev.processmanager.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object whose fields are asked for by name and type. All methods throw an
/// `IllegalArgumentException` that names the field if it is missing or of another type.
record Fields(@Nullable Object json) {

  boolean has(String name) {
    return json instanceof Map<?, ?> map && map.containsKey(name);
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optional(String name) {
    return get(name, String.class);
  }

  long number(String name) {
    return get(name, Long.class).orElseThrow(() -> missing(name));
  }

  long number(String name, long otherwise) {
    return get(name, Long.class).orElse(otherwise);
  }

  int count(String name) {
    long number = number(name);
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("field \"" + name + "\" is out of range: " + number);
    }
    return (int) number;
  }

  boolean flag(String name) {
    return get(name, Boolean.class).orElseThrow(() -> missing(name));
  }

  Instant time(String name) {
    return time(name, text(name));
  }

  List<Instant> times(String name) {
    return has(name)
        ? list(name).stream().map(item -> time(name, String.valueOf(item))).toList()
        : List.of();
  }

  List<?> list(String name) {
    return get(name, List.class).orElseThrow(() -> missing(name));
  }

  Optional<Fields> object(String name) {
    return get(name, Map.class).map(Fields::new);
  }

  /// All of it.
  @SuppressWarnings("unchecked")
  Map<String, @Nullable Object> map() {
    if (json instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("an object was expected");
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

  private static Instant time(String name, String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException("field \"" + name + "\" is no time: " + text, noTime);
    }
  }

  static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("field \"" + name + "\" is missing");
  }
}
