package dev.processmanager.command;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/// A text that is decoded piece by piece. What is not of its charset becomes U+FFFD.
final class DecodedText {

  private static final int STEP = 8_192;
  private static final int ROOM_FOR_MARK = 100;

  private final CharsetDecoder decoder;
  private final StringBuilder text;

  /// Not decoded yet: it may end within a character.
  private final ByteBuffer bytes = ByteBuffer.allocate(STEP);

  private final CharBuffer chars;

  /// @param size about how many characters there will be
  DecodedText(Charset charset, int size) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.text = new StringBuilder(size + ROOM_FOR_MARK);
    this.chars = CharBuffer.allocate((int) Math.ceil(STEP * (double) decoder.maxCharsPerByte()));
  }

  /// Takes all there are away from the pieces.
  void add(Pieces pieces) {
    for (ByteBuffer piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      while (piece.hasRemaining()) {
        int n = Math.min(piece.remaining(), bytes.remaining());
        bytes.put(piece.slice(piece.position(), n));
        piece.position(piece.position() + n);
        decode(false);
      }
    }
  }

  /// Some bytes are missing here. What the bytes before have said about the encoding still holds.
  void cut(String mark) {
    bytes.clear();
    text.append(mark);
  }

  String end() {
    decode(true);
    decoder.flush(chars);
    drain();
    return text.toString();
  }

  private void decode(boolean last) {
    decoder.decode(bytes.flip(), chars, last);
    bytes.compact();
    drain();
  }

  private void drain() {
    text.append(chars.array(), 0, chars.position());
    chars.clear();
  }
}
