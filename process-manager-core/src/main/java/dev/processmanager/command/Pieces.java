package dev.processmanager.command;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes in pieces, so that many of them take neither one large array nor a copy whenever they get
/// more. Not safe for use by several threads.
final class Pieces {

  private static final int FIRST_SIZE = 512;
  private static final int SIZE = 65_536;

  /// Small at first: most runs say little, and many that say nothing may be alive at once.
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>(1);

  /// Those whose bytes were dropped, to be used again.
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>(1);

  /// Where the first piece begins and the last one ends.
  private int start;

  private int end;
  private int size;

  int size() {
    return size;
  }

  boolean isOnePiece() {
    return pieces.size() == 1;
  }

  void add(ByteBuffer chunk) {
    size += chunk.remaining();
    while (chunk.hasRemaining()) {
      byte[] last = lastWithRoom(chunk.remaining());
      int n = Math.min(chunk.remaining(), last.length - end);
      chunk.get(last, end, n);
      end += n;
    }
  }

  /// Forgets the first ones.
  void drop(int count) {
    size -= count;
    start += count;
    while (pieces.size() > 1 && start >= pieces.getFirst().length) {
      byte[] dropped = pieces.removeFirst();
      start -= dropped.length;
      spare.push(dropped);
    }
  }

  /// Hands over the first piece, which is forgotten.
  @Nullable ByteBuffer poll() {
    byte[] first = pieces.pollFirst();
    if (first == null) {
      return null;
    }
    var piece = ByteBuffer.wrap(first, start, (pieces.isEmpty() ? end : first.length) - start);
    start = 0;
    size -= piece.remaining();
    return piece;
  }

  /// Turns the only piece into a text and forgets it.
  String takePiece(Charset charset) {
    var text = new String(pieces.removeFirst(), start, end - start, charset);
    start = 0;
    size = 0;
    return text;
  }

  private byte[] lastWithRoom(int wanted) {
    byte[] last = pieces.peekLast();
    if (last != null && end < last.length) {
      return last;
    }
    if (last == null || last.length == SIZE) {
      end = 0;
    }
    byte[] next = next(last, wanted);
    pieces.addLast(next);
    return next;
  }

  /// Little output takes little room: the first piece grows before there is a second.
  private byte[] next(byte @Nullable [] last, int wanted) {
    if (last != null && last.length < SIZE) {
      pieces.removeLast();
      return Arrays.copyOf(last, Math.min(SIZE, Math.max(2 * last.length, end + wanted)));
    }
    if (!spare.isEmpty()) {
      return spare.pop();
    }
    return new byte[last == null ? Math.clamp(wanted, FIRST_SIZE, SIZE) : SIZE];
  }
}
