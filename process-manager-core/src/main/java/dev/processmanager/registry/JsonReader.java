package dev.processmanager.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A strict reader of RFC 8259. Refuses duplicate keys and deep nesting.
final class JsonReader {

  private static final int MAX_DEPTH = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  @Nullable Object document() {
    Object value = value();
    skipSpace();
    if (at < text.length()) {
      throw wrong("nothing more was expected");
    }
    return value;
  }

  private @Nullable Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Object nested(Supplier<Object> body) {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    at++;
    Object value = body.get();
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> object() {
    var map = new LinkedHashMap<String, @Nullable Object>();
    if (tookAfterSpace('}')) {
      return map;
    }
    do {
      skipSpace();
      String key = string();
      expect(':');
      if (map.containsKey(key)) {
        throw wrong("key \"" + key + "\" stands twice");
      }
      map.put(key, value());
    } while (tookAfterSpace(','));
    expect('}');
    return map;
  }

  private List<@Nullable Object> array() {
    var list = new ArrayList<@Nullable Object>();
    if (tookAfterSpace(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (tookAfterSpace(','));
    expect(']');
    return list;
  }

  private String string() {
    if (peek() != '"') {
      throw wrong("a string was expected");
    }
    at++;
    var out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("control character in a string");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw wrong("unknown escape");
    };
  }

  private char codeUnit() {
    if (at + 4 > text.length()
        || !text.substring(at, at + 4)
            .chars()
            .allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw wrong("four hexadecimal digits were expected");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Object number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw wrong("a value was expected");
    }
    boolean whole = number.group(1) == null && number.group(2) == null;
    try {
      Object value =
          whole ? (Object) Long.valueOf(number.group()) : (Object) Double.valueOf(number.group());
      at = number.end();
      return value;
    } catch (NumberFormatException tooLarge) {
      throw wrong("number out of range");
    }
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value was expected");
    }
    at += word.length();
    return value;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("the text ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (!tookAfterSpace(c)) {
      throw wrong("'" + c + "' was expected");
    }
  }

  private boolean tookAfterSpace(char c) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String what) {
    int end = Math.min(at, text.length());
    long line = text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
    int column = end - text.lastIndexOf('\n', end - 1);
    return new IllegalArgumentException("line " + line + ", column " + column + ": " + what);
  }
}
