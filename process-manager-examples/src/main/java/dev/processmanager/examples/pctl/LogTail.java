package dev.processmanager.examples.pctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a log on and on, over rotations, truncations and breaks of its own, and says after each
/// batch how far it has come. Keeps the file it reads open, so that it reads the rest of one that
/// was renamed or deleted. Not safe for use by several threads.
final class LogTail implements Closeable {

  /// What is longer is cut.
  static final int LONGEST_LINE = 262_144;

  /// @param offset where it begins in its file
  record LogLine(long offset, String text) {}

  /// @param end how far one has come with these lines
  record Batch(List<LogLine> lines, Place end) {}

  private final LogFamily family;
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_LINE);
  private Optional<Place> place;
  private Optional<FileChannel> file = Optional.empty();

  /// @param reached how far it was read before, if it was
  LogTail(Path log, Optional<Place> reached) {
    this.family = new LogFamily(log);
    this.place = reached;
  }

  /// What has been written since, as far as it is whole lines, and as much of it as the buffer
  /// takes.
  Optional<Batch> next() throws IOException {
    if (file.isEmpty()) {
      return open(place.isPresent() ? family.find(place.get()) : family.begin());
    }
    FileChannel now = file.get();
    Place reached = place.orElseThrow();
    if (!reached.isIn(now)) {
      return open(family.find(reached));
    }
    Optional<Batch> batch = read(now, reached, false);
    if (batch.isPresent()) {
      return batch;
    }
    Optional<LogFamily.Start> next = family.after(reached);
    if (next.isEmpty()) {
      return batch;
    }
    // Its writer has left it for good, perhaps after it was read above.
    batch = read(now, reached, true);
    return batch.isPresent() ? batch : open(next);
  }

  private Optional<Batch> open(Optional<LogFamily.Start> start) throws IOException {
    if (start.isEmpty()) {
      return Optional.empty();
    }
    LogFamily.Member member = start.get().member();
    FileChannel opened;
    try {
      opened = FileChannel.open(member.path());
    } catch (NoSuchFileException renamedMeanwhile) {
      return Optional.empty();
    }
    if (!LogFamily.isAt(member.path(), member.key())) {
      opened.close();
      return Optional.empty();
    }
    close();
    file = Optional.of(opened);
    long offset = start.get().offset();
    Place begin = offset == 0 ? Place.begin(member.key()) : Place.in(opened, member.key(), offset);
    place = Optional.of(begin);
    return read(opened, begin, false);
  }

  /// @param isLast whether what has no end of line will never have one
  private Optional<Batch> read(FileChannel from, Place reached, boolean isLast) throws IOException {
    buffer.clear();
    from.read(buffer, reached.offset());
    int length = wholeLines(isLast);
    if (length == 0) {
      return Optional.empty();
    }
    List<LogLine> lines = lines(reached.offset(), length);
    Place end = Place.in(from, reached.key(), reached.offset() + length);
    place = Optional.of(end);
    return Optional.of(new Batch(lines, end));
  }

  private int wholeLines(boolean isLast) {
    int end = buffer.position();
    while (end > 0 && buffer.get(end - 1) != '\n') {
      end--;
    }
    boolean isOneUnfinished = end == 0 && (isLast || !buffer.hasRemaining());
    return isOneUnfinished ? buffer.position() : end;
  }

  private List<LogLine> lines(long offset, int length) {
    var lines = new ArrayList<LogLine>();
    int begin = 0;
    while (begin < length) {
      int end = begin;
      while (end < length && buffer.get(end) != '\n') {
        end++;
      }
      int textEnd = end > begin && buffer.get(end - 1) == '\r' ? end - 1 : end;
      lines.add(
          new LogLine(offset + begin, new String(buffer.array(), begin, textEnd - begin, UTF_8)));
      begin = end + 1;
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
