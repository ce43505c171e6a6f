package dev.processmanager.registry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as plain Java values: `Map<String, …>` in the order of the text, `List`, `String`,
/// `Boolean`, null, and for numbers `Long` or, whatever does not fit, `BigDecimal`.
final class Json {

  private static final String HEX = "0123456789abcdef";

  private Json() {}

  static String write(@Nullable Object value) {
    var out = new StringBuilder(512);
    write(value, out);
    return out.toString();
  }

  /// Reads one value, strictly by RFC 8259.
  ///
  /// @throws IllegalArgumentException with line and column if the text is not one value
  static @Nullable Object parse(String text) {
    return new JsonReader(text).document();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> quote(text, out);
      case Long number -> out.append(number.longValue());
      case BigDecimal number -> out.append(number);
      case Boolean flag -> out.append(flag.booleanValue());
      case List<?> list -> write(list, out);
      case Map<?, ?> map -> write(map, out);
      default -> throw new IllegalArgumentException("not a JSON value: " + value);
    }
  }

  private static void write(List<?> list, StringBuilder out) {
    String separator = "[";
    for (Object item : list) {
      out.append(separator);
      write(item, out);
      separator = ",";
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private static void write(Map<?, ?> map, StringBuilder out) {
    String separator = "{";
    for (Map.Entry<?, ?> field : map.entrySet()) {
      out.append(separator);
      quote(String.valueOf(field.getKey()), out);
      out.append(':');
      write(field.getValue(), out);
      separator = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isPlain(c)) {
            out.append(c);
          } else {
            escape(c, out);
          }
        }
      }
    }
    out.append('"');
  }

  /// No encoding can carry half a surrogate pair, a terminal obeys control characters, and some
  /// readers take the separators of Unicode for ends of lines.
  private static boolean isPlain(char c) {
    return c >= ' '
        && (c < 0x7f || c > 0x9f)
        && !Character.isSurrogate(c)
        && c != '\u2028'
        && c != '\u2029';
  }

  private static void escape(char c, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 0xf));
    }
  }
}
