package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.List;

/// Writes the text of an argument file in the encoding that the child's launcher reads.
final class ArgFileEncoder {

  private final CharsetEncoder encoder;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  private ArgFileEncoder(Charset charset) {
    this.encoder = charset.newEncoder();
  }

  /// @param tokens the options and what to run
  /// @param arguments what the main method gets
  /// @throws LaunchException if one of them cannot be expressed
  static byte[] encode(List<String> tokens, List<String> arguments, Charset charset) {
    var encoder = new ArgFileEncoder(charset);
    for (String token : tokens) {
      encoder.add(token, "");
    }
    for (int i = 0; i < arguments.size(); i++) {
      encoder.add(arguments.get(i), "argument " + (i + 1) + " of the main class");
    }
    return encoder.text.toByteArray();
  }

  private void add(String token, String name) {
    try {
      ByteBuffer bytes = encoder.encode(CharBuffer.wrap(token));
      ArgFileText.quote(
          Arrays.copyOfRange(
              bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit()),
          text);
    } catch (CharacterCodingException inexpressible) {
      throw refusal(name.isEmpty() ? nameOf(token) : name, inexpressible);
    }
  }

  /// What is said of a token: no values, which may be secret, but the one path of many.
  private String nameOf(String token) {
    if (token.startsWith("-")) {
      return "option " + token.substring(0, (token + "=").indexOf('='));
    }
    CharsetEncoder fresh = encoder.charset().newEncoder();
    return Arrays.stream(token.split(File.pathSeparator))
        .filter(part -> !fresh.canEncode(part))
        .findFirst()
        .map(part -> "\"" + part + "\"")
        .orElse("an option");
  }

  private LaunchException refusal(String what, CharacterCodingException cause) {
    return new LaunchException(
        what,
        true,
        "Cannot launch a JVM: this JVM's encoding "
            + encoder.charset()
            + " cannot express "
            + what
            + "; start the application with a UTF-8 locale, such as LC_ALL=C.UTF-8",
        cause);
  }
}
