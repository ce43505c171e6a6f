package dev.processmanager.registry;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// JSON as plain Java values: `Map<String, …>` in the order of the text, `List`, `String`, `Long`,
/// `Double`, `Boolean` and null.
final class Json {

  private Json() {}

  static String write(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Long number -> number.toString();
      case Double number when Double.isFinite(number) -> number.toString();
      case Boolean flag -> flag.toString();
      case List<?> list ->
          list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + write(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      default -> throw new IllegalArgumentException("not a JSON value: " + value);
    };
  }

  /// Reads one value, strictly by RFC 8259.
  ///
  /// @throws IllegalArgumentException with line and column if the text is not one value
  static @Nullable Object parse(String text) {
    return new JsonReader(text).document();
  }

  private static String quoted(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
