package dev.processmanager.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The bytes of a file, and what they mean. Immutable.
///
/// @param document what they mean
/// @param head how they begin: no two generations begin alike
/// @param size how many they are
/// @param sound whether there was nothing wrong with them
record Image(Document document, String head, long size, boolean sound) {

  /// A registry larger than this has been spoilt by somebody.
  static final int MAX_SIZE = 64 << 20;

  private static final int HEAD = 512;

  private static final long NO_FILE = -1;

  /// Nobody has looked yet.
  static final Image UNKNOWN = new Image(Document.EMPTY, "", Long.MIN_VALUE, true);

  /// A new registry.
  static final Image NONE = new Image(Document.EMPTY, "", NO_FILE, true);

  /// What is remembered of a file that is missing.
  static Image lost(Document remembered) {
    return new Image(remembered, "", NO_FILE, false);
  }

  boolean isOfNoFile() {
    return size == NO_FILE;
  }

  static Image of(Document document, byte[] bytes, boolean sound) {
    return new Image(document, head(bytes, Math.min(HEAD, bytes.length)), bytes.length, sound);
  }

  /// The bytes of a file, or empty if it still is this one.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no file
  Optional<byte[]> changed(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long length = channel.size();
      if (length > MAX_SIZE) {
        throw new IOException("larger than " + (MAX_SIZE >> 20) + " MB");
      }
      ByteBuffer start = ByteBuffer.allocate((int) Math.min(HEAD, length));
      read(channel, start);
      if (length == size && head.equals(head(start.array(), start.position()))) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) length).put(start.flip());
      read(channel, bytes);
      return Optional.of(
          bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array());
    }
  }

  private static String head(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static void read(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // on to the rest
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
