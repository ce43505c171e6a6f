package dev.processmanager.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands out the lines of a log, old ones and those to come, on a virtual thread of its own. A slow
/// listener falls behind in the files, not in memory.
final class LogFollower implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.output");
  private static final int BUFFER = 65_536;
  private static final long LOOK_AGAIN = 50_000_000;

  private final LogReader log;
  private final Consumer<Line> listener;
  private final Thread thread;
  private volatile boolean closed;

  private LogFollower(LogReader log, Consumer<Line> listener) {
    this.log = log;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("process-manager-log-follower").unstarted(this::follow);
  }

  /// @param lines how many of the lines that are there to begin with
  static Subscription begin(Path file, int lines, Consumer<Line> listener) {
    try {
      var follower = new LogFollower(LogReader.atLastLines(file, lines), listener);
      follower.thread.start();
      return follower;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The last lines that are there now.
  static List<Line> tail(Path file, int lines) {
    var last = new ArrayDeque<Line>();
    LineSplitter splitter = splitter(last::addLast);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (LogReader log = LogReader.atLastLines(file, lines)) {
      while (log.read(buffer) > 0) {
        splitter.add(buffer.flip());
        buffer.clear();
        while (last.size() > lines) {
          last.removeFirst();
        }
      }
      splitter.end();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return last.stream().skip(Math.max(0, last.size() - lines)).toList();
  }

  private void follow() {
    LineSplitter splitter = splitter(listener);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (log) {
      while (!closed) {
        if (log.read(buffer) > 0) {
          splitter.add(buffer.flip());
          buffer.clear();
        } else if (log.hasLost()) {
          listener.accept(line("[… lines missed: their file was deleted …]"));
        } else {
          LockSupport.parkNanos(this, LOOK_AGAIN);
        }
      }
    } catch (IOException | RuntimeException | Error failure) {
      LOG.warn("The following of a log has ended", failure);
    }
  }

  private static LineSplitter splitter(Consumer<Line> lines) {
    return new LineSplitter(StandardCharsets.UTF_8, text -> lines.accept(line(text)));
  }

  private static Line line(String text) {
    return new Line(Line.Source.STDOUT, text, Instant.now());
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
