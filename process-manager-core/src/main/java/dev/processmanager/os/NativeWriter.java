package dev.processmanager.os;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// The input pipe of a child. Its reader may end before it has read everything; that is no failure.
/// For the loop's thread alone.
final class NativeWriter extends EpollLoop.Source {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EpollLoop loop;
  private final int fd;
  private ByteBuffer rest = NOTHING;
  private CompletableFuture<Boolean> written = CompletableFuture.completedFuture(true);
  private boolean open = true;
  private boolean enlarged;
  private boolean forwarding;

  NativeWriter(EpollLoop loop, int fd) {
    this.loop = loop;
    this.fd = fd;
  }

  /// Writes bytes; they must not change, and nothing else may be written, until that is done.
  ///
  /// @return completes with whether the child may read more
  CompletableFuture<Boolean> write(ByteBuffer bytes) {
    written = new CompletableFuture<>();
    rest = bytes;
    ready();
    return written;
  }

  /// Writes what there is, and comes back by itself for what could not be written at once.
  void forward(Feed feed) {
    while (written.isDone()) {
      ByteBuffer next = feed.poll();
      if (next == null) {
        if (feed.isExhausted()) {
          close();
        }
        return;
      }
      if (!open) {
        feed.breakOff("The process reads no further");
        return;
      }
      write(next);
    }
    if (!forwarding) {
      forwarding = true;
      written.thenRun(
          () -> {
            forwarding = false;
            forward(feed);
          });
    }
  }

  @Override
  void ready() {
    while (open && rest.hasRemaining()) {
      long n = writeSome();
      if (n >= 0) {
        rest.position(rest.position() + (int) n);
      } else if (n == -Libc.EAGAIN && !enlarged && rest.remaining() >= NativeReader.USUAL_PIPE) {
        enlarged = true;
        Libc.fcntl(loop.callState(), fd, Libc.F_SETPIPE_SZ, NativeReader.LARGEST_PIPE);
      } else if (n == -Libc.EAGAIN) {
        await();
        return;
      } else if (n != -Libc.EINTR) {
        close();
      }
    }
    leave();
    rest = NOTHING;
    written.complete(open);
  }

  private long writeSome() {
    long length = Math.min(rest.remaining(), loop.buffer().byteSize());
    MemorySegment chunk = loop.buffer().asSlice(0, length);
    MemorySegment.copy(MemorySegment.ofBuffer(rest), 0, chunk, 0, length);
    return Libc.write(loop.callState(), fd, chunk);
  }

  void close() {
    if (open) {
      leave();
      open = false;
      Libc.close(loop.callState(), fd);
      written.complete(false);
    }
  }

  private void await() {
    if (!isRegistered()) {
      loop.add(fd, EpollLoop.WRITABLE, this);
    }
  }

  private void leave() {
    loop.remove(fd, this);
  }
}
