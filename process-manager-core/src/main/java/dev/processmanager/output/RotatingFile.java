package dev.processmanager.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One log file that is renamed away at a line boundary before it would grow too long.
///
/// An unfinished line is held back until its end arrives, so that lines of the two streams never
/// mix; one that outgrows [#MAX_HELD] is written in pieces.
final class RotatingFile implements OutputSink {

  private static final int MAX_HELD = 65_536;
  private static final byte[] NEWLINE = {'\n'};

  private final LogFile files;
  private final Rotation rotation;
  private final SharedLog log;
  private final Map<Line.Source, ByteBuffer> held = new EnumMap<>(Line.Source.class);
  private Line.@Nullable Source unfinished;

  RotatingFile(Path file, Rotation rotation) throws IOException {
    this.files = new LogFile(file, rotation);
    this.rotation = rotation;
    this.log = SharedLog.enter(files);
  }

  @Override
  public void write(Line.Source source, ByteBuffer chunk) throws IOException {
    log.lock.lock();
    try {
      take(source, joined(held(source), chunk));
    } finally {
      log.lock.unlock();
    }
  }

  private void take(Line.Source source, ByteBuffer text) throws IOException {
    int complete = lastNewline(text, text.limit()) + 1;
    if (complete > 0) {
      writeLines(source, text.slice(0, complete));
    }
    ByteBuffer rest = text.slice(complete, text.limit() - complete);
    if (rest.remaining() >= MAX_HELD) {
      writePiece(source, rest);
      rest = ByteBuffer.allocate(0);
    }
    hold(source, rest);
  }

  @Override
  public void end() throws IOException {
    log.lock.lock();
    try {
      for (Line.Source source : Line.Source.values()) {
        if (held(source).hasRemaining()) {
          writeLines(source, joined(held(source), ByteBuffer.wrap(NEWLINE)));
        }
      }
      if (unfinished != null) {
        put(ByteBuffer.wrap(NEWLINE));
      }
    } finally {
      log.lock.unlock();
      log.leave();
    }
  }

  private void writeLines(Line.Source source, ByteBuffer lines) throws IOException {
    finishOther(source);
    while (lines.hasRemaining()) {
      int fitting = fitting(lines);
      if (fitting == 0) {
        rotate();
      } else {
        put(lines.slice(lines.position(), fitting));
        lines.position(lines.position() + fitting);
      }
      unfinished = null;
    }
  }

  private void writePiece(Line.Source source, ByteBuffer piece) throws IOException {
    finishOther(source);
    if (unfinished == null
        && log.size() > 0
        && piece.remaining() > rotation.maxBytes() - log.size()) {
      rotate();
    }
    put(piece);
    unfinished = source;
  }

  private void finishOther(Line.Source source) throws IOException {
    if (unfinished != null && unfinished != source) {
      put(ByteBuffer.wrap(NEWLINE));
      unfinished = null;
    }
  }

  /// How many bytes of complete lines still belong into this file; 0 calls for a new one.
  private int fitting(ByteBuffer lines) {
    long room = rotation.maxBytes() - log.size();
    if (lines.remaining() <= room) {
      return lines.remaining();
    }
    int start = lines.position();
    int whole = room <= 0 ? 0 : lastNewline(lines, start + (int) room) + 1 - start;
    boolean mustTakeOne = log.size() == 0 || unfinished != null;
    return whole <= 0 && mustTakeOne ? firstNewline(lines) + 1 - start : Math.max(whole, 0);
  }

  private void put(ByteBuffer text) throws IOException {
    log.put(files, text);
  }

  private void rotate() throws IOException {
    log.rotate(files);
  }

  private ByteBuffer held(Line.Source source) {
    return held.getOrDefault(source, ByteBuffer.allocate(0));
  }

  private void hold(Line.Source source, ByteBuffer rest) {
    held.put(source, ByteBuffer.allocate(rest.remaining()).put(rest).flip());
  }

  private static int lastNewline(ByteBuffer text, int before) {
    int i = before - 1;
    while (i >= text.position() && text.get(i) != '\n') {
      i--;
    }
    return i >= text.position() ? i : -1;
  }

  private static int firstNewline(ByteBuffer text) {
    int i = text.position();
    while (text.get(i) != '\n') {
      i++;
    }
    return i;
  }

  private static ByteBuffer joined(ByteBuffer head, ByteBuffer tail) {
    if (!head.hasRemaining()) {
      return tail.slice();
    }
    return ByteBuffer.allocate(head.remaining() + tail.remaining()).put(head).put(tail).flip();
  }
}
