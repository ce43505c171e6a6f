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
    return get(name) != null;
  }

  String text(String name) {
    if (get(name) instanceof String text) {
      return text;
    }
    throw wrong(name);
  }

  Optional<String> optional(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long number(String name) {
    if (get(name) instanceof Long number) {
      return number;
    }
    throw wrong(name);
  }

  long number(String name, long otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  int count(String name) {
    long number = number(name);
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("field \"" + name + "\" is out of range: " + number);
    }
    return (int) number;
  }

  boolean flag(String name) {
    if (get(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name);
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
    if (get(name) instanceof List<?> list) {
      return list;
    }
    throw wrong(name);
  }

  Optional<Fields> object(String name) {
    return has(name) ? Optional.of(new Fields(object(get(name), name))) : Optional.empty();
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
    if (!has(name)) {
      return Map.of();
    }
    var texts = new LinkedHashMap<String, String>();
    object(get(name), name)
        .forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }

  private Map<?, ?> object(@Nullable Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(name);
  }

  private @Nullable Object get(String name) {
    return json instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static Instant time(String name, String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException("field \"" + name + "\" is no time: " + text, noTime);
    }
  }

  private IllegalArgumentException wrong(String name) {
    Object value = get(name);
    return value == null
        ? missing(name)
        : new IllegalArgumentException("field \"" + name + "\" has the wrong type: " + value);
  }

  static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("field \"" + name + "\" is missing");
  }
}
