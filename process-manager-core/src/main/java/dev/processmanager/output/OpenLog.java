package dev.processmanager.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/// One log file that is being read, with a place in it; known by its identity, which a new name
/// does not change.
record OpenLog(FileChannel channel, Object key) implements Closeable {

  private static final int BLOCK = 65_536;

  /// Opens a file at its beginning; empty if there is none.
  static Optional<OpenLog> of(Path file) throws IOException {
    try {
      while (true) {
        Optional<Object> before = key(file);
        if (before.isEmpty()) {
          return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file);
        if (before.equals(key(file))) {
          return Optional.of(new OpenLog(channel, before.get()));
        }
        channel.close();
      }
    } catch (NoSuchFileException renamed) {
      return Optional.empty();
    }
  }

  static Optional<Object> key(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(Objects.requireNonNullElse(found.fileKey(), file));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  boolean sameFileAs(OpenLog other) {
    return key.equals(other.key);
  }

  /// {@return how many bytes were read; 0 at the end}
  int read(ByteBuffer into) throws IOException {
    return Math.max(0, channel.read(into));
  }

  long size() throws IOException {
    return channel.size();
  }

  long position() throws IOException {
    return channel.position();
  }

  void position(long place) throws IOException {
    channel.position(place);
  }

  boolean wasTruncated() throws IOException {
    return size() < position();
  }

  /// Moves to the place where so many lines before the end begin.
  ///
  /// @return how many lines are missing to that number
  int goBack(int lines) throws IOException {
    long end = size();
    position(end);
    if (lines == 0 || end == 0) {
      return lines;
    }
    int missing = lines;
    // The end of the last line is not the beginning of another.
    long at = end - 1;
    while (at > 0) {
      int length = (int) Math.min(BLOCK, at);
      ByteBuffer block = ByteBuffer.allocate(length);
      channel.read(block, at - length);
      for (int i = length - 1; i >= 0; i--) {
        if (block.get(i) == '\n' && --missing == 0) {
          position(at - length + i + 1);
          return 0;
        }
      }
      at -= length;
    }
    position(0);
    return missing - 1;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
