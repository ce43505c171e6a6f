package dev.processmanager.command;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/// The head and the tail of a stream, up to a limit. Memory grows with what arrives. Not safe for
/// use by several threads.
final class Capture {

  private final int headLimit;
  private final int tailLimit;
  private final Pieces head = new Pieces();
  private final Pieces tail = new Pieces();
  private long leftOut;

  Capture(int limit) {
    this.headLimit = limit / 2;
    this.tailLimit = limit - headLimit;
  }

  void add(ByteBuffer chunk) {
    int toHead = Math.min(chunk.remaining(), headLimit - head.size());
    head.add(chunk.slice(chunk.position(), toHead));
    chunk.position(chunk.position() + toHead);
    int skipped = Math.max(0, chunk.remaining() - tailLimit);
    chunk.position(chunk.position() + skipped);
    int dropped = Math.max(0, tail.size() + chunk.remaining() - tailLimit);
    tail.drop(dropped);
    tail.add(chunk);
    leftOut += skipped + dropped;
  }

  boolean isTruncated() {
    return leftOut > 0;
  }

  /// Turns what was captured into a text and forgets it, piece by piece: there is never room for
  /// both.
  String takeText(Charset charset) {
    if (head.isOnePiece() && tail.size() == 0 && !isTruncated()) {
      return head.takePiece(charset);
    }
    var text = new DecodedText(charset, head.size() + tail.size());
    text.add(head);
    if (isTruncated()) {
      // In ASCII: one character beyond Latin-1 would double the memory that the text takes.
      text.cut("\n[... " + leftOut + " bytes left out ...]\n");
    }
    text.add(tail);
    return text.end();
  }
}
