package dev.processmanager.worker;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that are being written, in memory, little end first. Large pieces are copied once, and the
/// array is handed over as it is where it is full.
public final class Bytes extends OutputStream {

  private final int limit;
  private byte[] data = new byte[128];
  private int length;

  /// Makes an empty one that takes whatever fits into a message.
  public Bytes() {
    this(Frame.MAX_BODY);
  }

  /// Makes an empty one. Whatever goes beyond the limit is refused by an
  /// [IndexOutOfBoundsException].
  Bytes(int limit) {
    this.limit = limit;
  }

  /// {@return how many bytes there are}
  int length() {
    return length;
  }

  /// Forgets all bytes from that place on.
  void truncate(int place) {
    length = place;
  }

  @Override
  public void write(int value) {
    ensure(1);
    data[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, data, length, count);
    length += count;
  }

  void writeInt(int value) {
    room(1, Integer.BYTES).putInt(value);
  }

  void writeLong(long value) {
    room(1, Long.BYTES).putLong(value);
  }

  /// {@return room for that many elements, which counts as written}
  ByteBuffer room(int count, int size) {
    long bytes = (long) count * size;
    ensure(bytes);
    ByteBuffer room = ByteBuffer.wrap(data, length, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    length += (int) bytes;
    return room;
  }

  /// {@return all bytes; this object must not be written to afterwards}
  public byte[] take() {
    return length == data.length ? data : Arrays.copyOf(data, length);
  }

  private void ensure(long more) {
    long needed = length + more;
    if (needed > limit) {
      throw new IndexOutOfBoundsException("More than " + limit + " bytes");
    }
    if (needed > data.length) {
      data = Arrays.copyOf(data, (int) Math.max(needed, Math.min(data.length * 2L, limit)));
    }
  }
}
