package dev.processmanager.os;

import dev.processmanager.output.Line;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One output pipe of a child. For the loop's thread alone, once it has begun.
final class NativeReader extends EpollLoop.Source {

  /// What a pipe may hold at the most; after a child's end there is no more than that to wait for.
  static final int LARGEST_PIPE = 1_048_576;

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");
  static final int USUAL_PIPE = 65_536;

  private final EpollLoop loop;
  private final int fd;
  private final Line.Source source;
  private final Receiver receiver;
  private final Runnable onEnd;
  private boolean open = true;
  private boolean enlarged;
  private boolean broken;

  /// @param onEnd called when the pipe has ended
  NativeReader(EpollLoop loop, int fd, Line.Source source, Receiver receiver, Runnable onEnd) {
    this.loop = loop;
    this.fd = fd;
    this.source = source;
    this.receiver = receiver;
    this.onEnd = onEnd;
  }

  void begin() {
    if (open && !isRegistered()) {
      loop.add(fd, EpollLoop.READABLE, this);
    }
  }

  boolean isOpen() {
    return open;
  }

  /// Whether bytes were lost because they could not be taken.
  boolean isBroken() {
    return broken;
  }

  @Override
  void ready() {
    CompletableFuture<Void> more = take();
    if (open && !more.isDone()) {
      pause();
      more.thenRun(() -> loop.execute(this::begin));
    }
  }

  /// Takes what is there, even for a slow receiver: its child has ended.
  void takeRest() {
    long taken = 0;
    for (long n = read(); n > 0 && taken < LARGEST_PIPE; n = read()) {
      taken += n;
      hand(n);
    }
  }

  /// Leaves the pipe, whoever still holds its other end.
  void close() {
    if (open) {
      pause();
      open = false;
      Libc.close(loop.callState(), fd);
    }
  }

  private CompletableFuture<Void> take() {
    long n = read();
    if (n <= 0) {
      return Receiver.READY;
    }
    if (n >= USUAL_PIPE && !enlarged) {
      enlarged = true;
      Libc.fcntl(loop.callState(), fd, Libc.F_SETPIPE_SZ, LARGEST_PIPE);
    }
    return hand(n);
  }

  private CompletableFuture<Void> hand(long n) {
    try {
      return receiver.receive(source, loop.buffer().asSlice(0, n).asByteBuffer());
    } catch (RuntimeException | Error failure) {
      // Whatever one child causes, the others are served.
      LOG.error("The {} of a process is lost from here on", source, failure);
      broken = true;
      close();
      onEnd.run();
      return Receiver.READY;
    }
  }

  /// The number of bytes, or 0 if there are none now or will be none.
  private long read() {
    if (!open) {
      return 0;
    }
    MemorySegment buffer = loop.buffer();
    long n = Libc.read(loop.callState(), fd, buffer);
    if (n > 0) {
      return n;
    }
    if (n != -Libc.EAGAIN && n != -Libc.EINTR) {
      broken |= n < 0;
      close();
      onEnd.run();
    }
    return 0;
  }

  /// A paused pipe leaves the loop altogether: one that stays with an empty mask spins once its
  /// writer is gone.
  private void pause() {
    loop.remove(fd, this);
  }
}
