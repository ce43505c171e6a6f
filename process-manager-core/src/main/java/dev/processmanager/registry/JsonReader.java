package dev.processmanager.registry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A strict reader of RFC 8259. Refuses duplicate keys, deep nesting and endless numbers; the size
/// of the text is limited by whoever reads it.
final class JsonReader {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER = 1_000;

  /// So many digits fit into a long, whatever they are.
  private static final int SAFE_DIGITS = 18;

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
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    enter();
    var map = new LinkedHashMap<String, @Nullable Object>();
    if (!tookAfterSpace('}')) {
      do {
        skipSpace();
        int start = at;
        String key = string();
        expect(':');
        int fields = map.size();
        map.put(key, value());
        if (map.size() == fields) {
          at = start;
          throw wrong("key \"" + key + "\" stands twice");
        }
      } while (tookAfterSpace(','));
      expect('}');
    }
    depth--;
    return map;
  }

  private List<@Nullable Object> array() {
    enter();
    var list = new ArrayList<@Nullable Object>();
    if (!tookAfterSpace(']')) {
      do {
        list.add(value());
      } while (tookAfterSpace(','));
      expect(']');
    }
    depth--;
    return list;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    at++;
  }

  /// Most strings have no escapes and are cut out as they are.
  private String string() {
    if (peek() != '"') {
      throw wrong("a string was expected");
    }
    int start = ++at;
    for (char c = peek(); c != '"'; c = peek()) {
      if (c == '\\') {
        at = start;
        return spelledOut();
      }
      refuseControl(c);
      at++;
    }
    return text.substring(start, at++);
  }

  private String spelledOut() {
    var out = new StringBuilder();
    while (peek() != '"') {
      char c = peek();
      refuseControl(c);
      at++;
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private void refuseControl(char c) {
    if (c < ' ') {
      throw wrong("control character in a string");
    }
  }

  private char escaped() {
    char c = peek();
    char meant =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> codeUnit();
          default -> throw wrong("unknown escape");
        };
    at++;
    return meant;
  }

  private char codeUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw wrong("four hexadecimal digits were expected");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private Object number() {
    int start = at;
    at += at(at) == '-' ? 1 : 0;
    int digits = at;
    if (at(at) == '0') {
      at++;
    } else {
      digits("a value was expected");
    }
    boolean whole = at(at) != '.' && at(at) != 'e' && at(at) != 'E';
    if (at(at) == '.') {
      at++;
      digits("a digit was expected");
    }
    if (at(at) == 'e' || at(at) == 'E') {
      at++;
      at += at(at) == '+' || at(at) == '-' ? 1 : 0;
      digits("a digit was expected");
    }
    return whole && at - digits <= SAFE_DIGITS
        ? Long.valueOf(text.substring(start, at))
        : large(start, whole);
  }

  private Object large(int start, boolean whole) {
    if (at - start <= MAX_NUMBER) {
      try {
        var number = new BigDecimal(text.substring(start, at));
        boolean fits = whole && number.toBigInteger().bitLength() < Long.SIZE;
        return fits ? (Object) number.longValue() : number;
      } catch (NumberFormatException beyondAnyExponent) {
        // refused below
      }
    }
    at = start;
    throw wrong("number out of range");
  }

  private void digits(String expected) {
    int start = at;
    while (at(at) >= '0' && at(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong(expected);
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

  private char at(int index) {
    return index < text.length() ? text.charAt(index) : 0;
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
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private IllegalArgumentException wrong(String what) {
    int end = Math.min(at, text.length());
    long line = text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
    int column = end - text.lastIndexOf('\n', end - 1);
    return new IllegalArgumentException("line " + line + ", column " + column + ": " + what);
  }
}
