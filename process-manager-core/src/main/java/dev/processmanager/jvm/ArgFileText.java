package dev.processmanager.jvm;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The language of the argument files of `java`: tokens between white space, `#` before a comment,
/// quotes in which a backslash escapes.
final class ArgFileText {

  /// The escapes that stand for another character than the one they show.
  private static final String ESCAPES = "nrtf";

  private static final String ESCAPED = "\n\r\t\f";

  private ArgFileText() {}

  /// Puts a token on a line of its own.
  ///
  /// The launcher reads bytes, whatever the encoding, so bytes are what is escaped: in some
  /// encodings of East Asia the second byte of a character may look like a backslash.
  static void quote(byte[] token, ByteArrayOutputStream text) {
    text.write('"');
    for (byte one : token) {
      int escape = ESCAPED.indexOf(one);
      if (escape >= 0 || one == '"' || one == '\\') {
        text.write('\\');
      }
      text.write(escape >= 0 ? ESCAPES.charAt(escape) : one);
    }
    text.write('"');
    text.write('\n');
  }

  /// The tokens of a text.
  static List<String> tokens(String text) {
    return new Parser(text).parse();
  }

  private static final class Parser {

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final StringBuilder token = new StringBuilder();
    private boolean isInToken;
    private char quote;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    List<String> parse() {
      for (at = 0; at < text.length(); at++) {
        char c = text.charAt(at);
        if (quote != 0) {
          quoted(c);
        } else {
          plain(c);
        }
      }
      endToken();
      return tokens;
    }

    private void plain(char c) {
      if (" \n\r\t\f".indexOf(c) >= 0) {
        endToken();
      } else if (c == '#') {
        skipLine();
      } else if (c == '"' || c == '\'') {
        quote = c;
        isInToken = true;
      } else {
        append(c);
      }
    }

    private void quoted(char c) {
      if (c == quote) {
        quote = 0;
      } else if (c == '\\') {
        at++;
        escaped(at < text.length() ? text.charAt(at) : c);
      } else if (c == '\n' || c == '\r') {
        // An unclosed quote ends with its line.
        quote = 0;
        endToken();
      } else {
        append(c);
      }
    }

    private void escaped(char c) {
      if (c == '\n' || c == '\r') {
        skipIndent();
        return;
      }
      int escape = ESCAPES.indexOf(c);
      append(escape >= 0 ? ESCAPED.charAt(escape) : c);
    }

    private void skipIndent() {
      while (at + 1 < text.length() && " \n\r\t\f".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
      }
    }

    private void skipLine() {
      while (at + 1 < text.length() && "\n\r".indexOf(text.charAt(at + 1)) < 0) {
        at++;
      }
    }

    private void append(char c) {
      isInToken = true;
      token.append(c);
    }

    private void endToken() {
      if (isInToken) {
        tokens.add(token.toString());
      }
      token.setLength(0);
      isInToken = false;
    }
  }
}
