package dev.processmanager.command;

import dev.processmanager.os.Receiver;
import dev.processmanager.output.Line;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Watches for how long a child prints nothing. One that is held back by whoever takes its output
/// is not silent.
final class Silence implements Receiver {

  private final TimeSource time;
  private final Duration limit;
  private final Receiver taker;
  private volatile long lastHeard;
  private volatile CompletableFuture<Void> taken = READY;
  private volatile Timer timer = () -> {};
  private volatile boolean over;

  Silence(TimeSource time, Duration limit, Receiver taker) {
    this.time = time;
    this.limit = limit;
    this.taker = taker;
    this.lastHeard = time.nanoTime();
  }

  @Override
  public CompletableFuture<Void> receive(Line.Source source, ByteBuffer chunk) {
    taken = taker.receive(source, chunk);
    lastHeard = time.nanoTime();
    return taken;
  }

  /// @param tooLong what to do, once, when it was silent for so long
  void watch(Runnable tooLong) {
    Duration silent =
        taken.isDone() ? Duration.ofNanos(time.nanoTime() - lastHeard) : Duration.ZERO;
    Duration left = limit.minus(silent);
    if (over) {
      return;
    }
    if (left.isPositive()) {
      timer = time.after(left, () -> watch(tooLong));
    } else {
      tooLong.run();
    }
  }

  void end() {
    over = true;
    timer.cancel();
  }
}
