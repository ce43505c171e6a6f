package dev.processmanager.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a log on and on, over rotations: it holds the file it reads open, so that it knows it
/// under whatever name, and goes on with the one that came after. Not safe for use by several
/// threads.
final class LogReader implements Closeable {

  /// While files are being renamed, one of them is nowhere for an instant.
  private static final int LOOKS_UNTIL_LOST = 3;

  private static final int MAX_FILES = 10_000;

  private final LogFile files;
  private @Nullable OpenLog current;
  private int looks;
  private boolean lost;

  private LogReader(LogFile files, @Nullable OpenLog start) {
    this.files = files;
    this.current = start;
  }

  /// Begins so many lines before the end, over all files that there are.
  static LogReader atLastLines(Path file, int lines) throws IOException {
    LogFile files = new LogFile(file, Rotation.none());
    OpenLog start = null;
    int wanted = lines;
    for (int i = 0; i < MAX_FILES && (start == null || wanted > 0); i++) {
      Optional<OpenLog> found = OpenLog.of(files.numbered(i));
      if (found.isEmpty() && i > 0) {
        break;
      }
      if (found.isEmpty() || (start != null && found.get().sameFileAs(start))) {
        continue;
      }
      if (start != null) {
        start.close();
      }
      start = found.get();
      wanted = start.goBack(wanted);
    }
    return new LogReader(files, start);
  }

  /// Reads what comes next.
  ///
  /// @return the number of bytes; 0 if there are none now
  int read(ByteBuffer into) throws IOException {
    OpenLog log = current;
    if (log == null) {
      return follow(OpenLog.of(files.numbered(oldest()))) ? read(into) : 0;
    }
    int n = log.read(into);
    if (n > 0) {
      return n;
    }
    if (log.wasTruncated()) {
      return follow(restOfTruncated(log)) ? read(into) : 0;
    }
    Optional<OpenLog> next = successor(log);
    if (next.isEmpty()) {
      return 0;
    }
    // Its writer has left it for good, perhaps after it was read above.
    n = log.read(into);
    if (n > 0) {
      next.get().close();
      return n;
    }
    follow(next);
    return read(into);
  }

  /// Whether lines are missing here, because files were deleted before they were read; asking
  /// answers once.
  boolean hasLost() {
    boolean answer = lost;
    lost = false;
    return answer;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }

  private boolean follow(Optional<OpenLog> next) throws IOException {
    if (next.isPresent()) {
      close();
      current = next.get();
    }
    return next.isPresent();
  }

  /// What was not read of a file before it was emptied is in its copy.
  private Optional<OpenLog> restOfTruncated(OpenLog log) throws IOException {
    Optional<OpenLog> copy = OpenLog.of(files.numbered(1));
    if (copy.isPresent() && copy.get().size() > log.position()) {
      copy.get().position(log.position());
      return copy;
    }
    if (copy.isPresent()) {
      copy.get().close();
    }
    return OpenLog.of(files.file());
  }

  private Optional<OpenLog> successor(OpenLog log) throws IOException {
    Optional<Object> newest = OpenLog.key(files.file());
    if (newest.isEmpty() || newest.get().equals(log.key())) {
      looks = 0;
      return Optional.empty();
    }
    int oldest = oldest();
    for (int i = 1; i <= oldest; i++) {
      if (isAt(i, log)) {
        looks = 0;
        return after(i, log);
      }
    }
    if (++looks < LOOKS_UNTIL_LOST) {
      return Optional.empty();
    }
    looks = 0;
    lost = true;
    return OpenLog.of(files.numbered(oldest));
  }

  /// Files move away from the newest, the oldest first: if this one is still there when the next is
  /// open, that was the right one.
  private Optional<OpenLog> after(int place, OpenLog log) throws IOException {
    Optional<OpenLog> next = OpenLog.of(files.numbered(place - 1));
    if (next.isPresent() && !isAt(place, log)) {
      next.get().close();
      return Optional.empty();
    }
    return next;
  }

  private boolean isAt(int place, OpenLog log) throws IOException {
    return OpenLog.key(files.numbered(place)).filter(log.key()::equals).isPresent();
  }

  /// The number of the oldest file; there may be a hole while files are being renamed.
  private int oldest() throws IOException {
    int oldest = 0;
    for (int i = 1; i <= oldest + 2 && i < MAX_FILES; i++) {
      if (OpenLog.key(files.numbered(i)).isPresent()) {
        oldest = i;
      }
    }
    return oldest;
  }
}
