package dev.processmanager.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/// Turns any chunking of bytes into lines. Ends are LF, CR and CRLF; a character may be split over
/// chunks. Not safe for use by several threads.
final class LineSplitter {

  /// A line without an end must not fill the memory.
  static final int MAX_LENGTH = 65_536;

  private final CharsetDecoder decoder;
  private final Consumer<String> lines;
  private final StringBuilder current = new StringBuilder();
  private final CharBuffer chars = CharBuffer.allocate(8_192);
  private ByteBuffer undecoded = ByteBuffer.allocate(0);
  private boolean endedByCr;

  LineSplitter(Charset charset, Consumer<String> lines) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.lines = lines;
  }

  void add(ByteBuffer chunk) {
    ByteBuffer bytes = undecoded.hasRemaining() ? joined(chunk) : chunk;
    decode(bytes, false);
    undecoded = copyOf(bytes);
  }

  /// Hands out the last line even if it has no end.
  void end() {
    decode(undecoded, true);
    while (decoder.flush(chars).isOverflow()) {
      drain();
    }
    drain();
    if (!current.isEmpty()) {
      emit();
    }
  }

  private void decode(ByteBuffer bytes, boolean last) {
    while (decoder.decode(bytes, chars, last).isOverflow()) {
      drain();
    }
    drain();
  }

  private void drain() {
    char[] text = chars.array();
    int begin = 0;
    for (int i = 0; i < chars.position(); i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        end(text, begin, i);
        begin = i + 1;
      }
    }
    append(text, begin, chars.position());
    chars.clear();
  }

  private void end(char[] text, int begin, int end) {
    boolean isRestOfCrlf = endedByCr && text[end] == '\n' && begin == end && current.isEmpty();
    endedByCr = text[end] == '\r';
    if (!isRestOfCrlf) {
      handOut(text, begin, end);
    }
  }

  /// Most lines come whole, and need no copy on the way.
  private void handOut(char[] text, int begin, int end) {
    if (current.isEmpty()) {
      lines.accept(new String(text, begin, end - begin));
    } else {
      append(text, begin, end);
      emit();
    }
  }

  /// What gets too long is handed out in pieces, each of which ends with a whole character.
  private void append(char[] text, int begin, int end) {
    int at = begin;
    while (at < end && current.length() + end - at > MAX_LENGTH) {
      int cut = Math.max(at, at + MAX_LENGTH - current.length());
      if (Character.isLowSurrogate(text[cut]) && ++cut == end) {
        break;
      }
      current.append(text, at, cut - at);
      emit();
      at = cut;
    }
    current.append(text, at, end - at);
  }

  private void emit() {
    String line = current.toString();
    current.setLength(0);
    lines.accept(line);
  }

  private ByteBuffer joined(ByteBuffer chunk) {
    return ByteBuffer.allocate(undecoded.remaining() + chunk.remaining())
        .put(undecoded)
        .put(chunk)
        .flip();
  }

  private static ByteBuffer copyOf(ByteBuffer rest) {
    return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
  }
}
