package dev.processmanager.jvm;

import dev.processmanager.worker.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// Puts messages together from whatever pieces come. What is claimed to come takes no memory before
/// it comes. For one thread at a time.
final class FrameDecoder {

  private static final int FIRST_SIZE = 65_536;

  private final Consumer<Frame> messages;
  private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
  private byte[] body = new byte[0];
  private volatile int length = -1;
  private int filled;

  /// @param messages takes each message as soon as it is whole
  FrameDecoder(Consumer<Frame> messages) {
    this.messages = messages;
  }

  boolean isWithinMessage() {
    return length >= 0;
  }

  /// @throws IOException if these are no messages; nothing may follow then
  void take(ByteBuffer chunk) throws IOException {
    while (chunk.hasRemaining()) {
      if (length < 0) {
        takeHeader(chunk);
      }
      if (length >= 0) {
        takeBody(chunk);
      }
    }
  }

  private void takeHeader(ByteBuffer chunk) throws IOException {
    int n = Math.min(header.remaining(), chunk.remaining());
    header.put(chunk.slice(chunk.position(), n));
    chunk.position(chunk.position() + n);
    if (!header.hasRemaining()) {
      length = Frame.bodyLength(header);
      filled = 0;
      body = new byte[Math.min(length, FIRST_SIZE)];
    }
  }

  private void takeBody(ByteBuffer chunk) {
    int n = Math.min(length - filled, chunk.remaining());
    if (filled + n > body.length) {
      long larger = Math.max(filled + n, 2L * body.length);
      body = Arrays.copyOf(body, (int) Math.min(length, larger));
    }
    chunk.get(body, filled, n);
    filled += n;
    if (filled == length) {
      Frame whole = Frame.of(header, body);
      header.clear();
      body = new byte[0];
      length = -1;
      messages.accept(whole);
    }
  }
}
