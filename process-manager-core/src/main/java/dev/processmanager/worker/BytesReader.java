package dev.processmanager.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads what [Bytes] wrote. It believes no length before that many bytes are there.
final class BytesReader {

  private final ByteBuffer data;

  BytesReader(byte[] data, int from) throws MalformedException {
    if (from > data.length) {
      throw new MalformedException("There is nothing to read");
    }
    this.data = ByteBuffer.wrap(data, from, data.length - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  int remaining() {
    return data.remaining();
  }

  int position() {
    return data.position();
  }

  byte readByte() throws MalformedException {
    return take(1, 1).get();
  }

  int readInt() throws MalformedException {
    return take(1, Integer.BYTES).getInt();
  }

  long readLong() throws MalformedException {
    return take(1, Long.BYTES).getLong();
  }

  /// {@return how many elements follow, each of which takes at least that many bytes}
  int readCount(int size) throws MalformedException {
    int count = readInt();
    require(count, size);
    return count;
  }

  /// {@return a buffer that stands at the first of that many elements, and is read at once}
  ByteBuffer take(int count, int size) throws MalformedException {
    require(count, size);
    ByteBuffer taken = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = data.position() + count * size;
    taken.limit(end);
    data.position(end);
    return taken;
  }

  private void require(int count, int size) throws MalformedException {
    if (count < 0 || (long) count * size > data.remaining()) {
      throw new MalformedException(
          count + " elements are claimed and " + data.remaining() + " bytes are left");
    }
  }
}
