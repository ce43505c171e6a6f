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
  private boolean afterCr;

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
    chars.flip();
    while (chars.hasRemaining()) {
      accept(chars.get());
    }
    chars.clear();
  }

  private void accept(char c) {
    if (c == '\n' && afterCr) {
      afterCr = false;
      return;
    }
    afterCr = c == '\r';
    if (c == '\n' || c == '\r') {
      emit();
    } else {
      // A piece ends with a whole character.
      if (current.length() >= MAX_LENGTH && !Character.isLowSurrogate(c)) {
        emit();
      }
      current.append(c);
    }
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
