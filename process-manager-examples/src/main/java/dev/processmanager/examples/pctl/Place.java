package dev.processmanager.examples.pctl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/// How far a log has been read. Its file is known by its key; since a key may be used again for
/// another file, and files may be emptied or copied, the bytes before count, too.
///
/// @param key the file, as the file system tells files apart
/// @param offset how many of its bytes have been read
/// @param mark a checksum of the last bytes before that
/// @param at when that was, in milliseconds since 1970
record Place(String key, long offset, long mark, long at) {

  private static final int MARKED = 256;

  static Place begin(String key) {
    return new Place(key, 0, 0, 0);
  }

  static Place in(FileChannel file, String key, long offset) throws IOException {
    return new Place(key, offset, mark(file, offset), System.currentTimeMillis());
  }

  /// Whether what was read is still what stands there.
  boolean isIn(FileChannel file) throws IOException {
    return file.size() >= offset && mark(file, offset) == mark;
  }

  private static long mark(FileChannel file, long offset) throws IOException {
    int length = (int) Math.min(MARKED, offset);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, offset - length + bytes.position()) >= 0) {
      // A read may give less than what is there.
    }
    var crc = new CRC32();
    crc.update(bytes.flip());
    return crc.getValue();
  }
}
