package dev.processmanager.command;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;

/// The head and the tail of a stream, up to a limit. Memory grows with what arrives. Not safe for
/// use by several threads.
final class Capture {

  private static final int FIRST_SIZE = 512;

  private final int headLimit;
  private final int tailLimit;
  private byte[] head = {};
  private byte[] tail = {};
  private int headLength;
  private long total;

  Capture(int limit) {
    this.headLimit = limit / 2;
    this.tailLimit = limit - headLimit;
  }

  void add(ByteBuffer chunk) {
    int toHead = Math.min(chunk.remaining(), headLimit - headLength);
    if (toHead > 0) {
      head = withRoom(head, headLength + toHead, headLimit);
      chunk.get(head, headLength, toHead);
      headLength += toHead;
      total += toHead;
    }
    if (chunk.hasRemaining() && tailLimit > 0) {
      addToTail(chunk);
    } else {
      total += chunk.remaining();
    }
  }

  /// The tail is a ring: byte n after the head lies at n modulo its limit.
  private void addToTail(ByteBuffer chunk) {
    int skipped = Math.max(0, chunk.remaining() - tailLimit);
    chunk.position(chunk.position() + skipped);
    total += skipped;
    long end = total - headLength + chunk.remaining();
    tail = withRoom(tail, (int) Math.min(end, tailLimit), tailLimit);
    while (chunk.hasRemaining()) {
      int at = (int) ((total - headLength) % tailLimit);
      int n = Math.min(chunk.remaining(), tailLimit - at);
      chunk.get(tail, at, n);
      total += n;
    }
  }

  boolean isTruncated() {
    return total - headLength > tailLimit;
  }

  String text(Charset charset) {
    long inTail = total - headLength;
    if (!isTruncated()) {
      byte[] all = Arrays.copyOf(head, headLength + (int) inTail);
      System.arraycopy(tail, 0, all, headLength, (int) inTail);
      return new String(all, charset);
    }
    return new String(head, 0, headLength, charset)
        + "\n[… "
        + (inTail - tailLimit)
        + " bytes left out …]\n"
        + new String(unrolledTail(inTail), charset);
  }

  private byte[] unrolledTail(long inTail) {
    if (tailLimit == 0) {
      return new byte[0];
    }
    int start = (int) (inTail % tailLimit);
    byte[] ordered = new byte[tailLimit];
    System.arraycopy(tail, start, ordered, 0, tailLimit - start);
    System.arraycopy(tail, 0, ordered, tailLimit - start, start);
    return ordered;
  }

  private static byte[] withRoom(byte[] bytes, int needed, int limit) {
    if (needed <= bytes.length) {
      return bytes;
    }
    long doubled = Math.max(FIRST_SIZE, bytes.length * 2L);
    return Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(needed, doubled)));
  }
}
