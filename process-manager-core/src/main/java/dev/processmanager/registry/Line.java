package dev.processmanager.registry;

import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A line of the file: a JSON object whose last field is the checksum of all that stands before it.
final class Line {

  private static final String CHECKSUM = "crc";
  private static final String SEAL = ",\"crc\":\"";
  private static final int DIGITS = 8;

  private Line() {}

  /// The text of an object with its checksum.
  static String sealed(Map<String, @Nullable Object> fields) {
    String body = body(fields);
    return body + SEAL + checksum(body) + "\"}";
  }

  /// Whether a text ends with a seal, and the seal is right.
  static boolean isIntact(String text) {
    int tail = SEAL.length() + DIGITS + 2;
    int seal = text.length() - tail;
    if (seal <= 0 || !text.startsWith(SEAL, seal) || !text.endsWith("\"}")) {
      return false;
    }
    byte[] bytes = Image.bytes(text);
    return text.startsWith(checksum(bytes, bytes.length - tail), seal + SEAL.length());
  }

  /// Whether an object that was read has the right checksum, however its text was laid out. Takes
  /// the checksum out of it.
  static boolean isIntact(Map<String, @Nullable Object> fields) {
    Object checksum = fields.remove(CHECKSUM);
    return checksum(body(fields)).equals(checksum);
  }

  /// What stands in a line but for the checksum.
  ///
  /// @throws IllegalArgumentException if the text is not a JSON object
  static Map<String, @Nullable Object> unsealed(String text) {
    Map<String, @Nullable Object> fields = new Fields(Json.parse(text)).map();
    fields.remove(CHECKSUM);
    return fields;
  }

  private static String body(Map<String, @Nullable Object> fields) {
    String whole = Json.write(fields);
    return whole.substring(0, whole.length() - 1);
  }

  private static String checksum(String body) {
    byte[] bytes = Image.bytes(body);
    return checksum(bytes, bytes.length);
  }

  private static String checksum(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return HexFormat.of().toHexDigits(crc.getValue(), DIGITS);
  }
}
