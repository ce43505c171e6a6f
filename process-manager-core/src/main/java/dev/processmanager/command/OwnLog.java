package dev.processmanager.command;

import dev.processmanager.os.Receiver;
import dev.processmanager.output.Line;
import dev.processmanager.output.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log that a detached child writes itself: hands on what comes, and keeps the file within its
/// limit. Both take a virtual thread that mostly sleeps.
final class OwnLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.command");
  private static final int BUFFER = 65_536;
  private static final long SHORTEST_WAIT = 5_000_000;
  private static final long LONGEST_WAIT = 100_000_000;

  private final LogFile log;
  private final Receiver taker;
  private final FileChannel channel;
  private final CompletableFuture<Boolean> taken = new CompletableFuture<>();
  private final Thread thread =
      Thread.ofVirtual().name("process-manager-own-log").unstarted(this::follow);
  private volatile boolean ending;
  private volatile boolean left;

  private OwnLog(LogFile log, Receiver taker, FileChannel channel) {
    this.log = log;
    this.taker = taker;
    this.channel = channel;
  }

  /// Gets the file ready for a child to be launched.
  static OwnLog begin(LogFile log, Receiver taker) throws IOException {
    log.begin();
    return attach(log, taker);
  }

  /// Goes on with the file of a child that writes it already.
  static OwnLog attach(LogFile log, Receiver taker) throws IOException {
    FileChannel channel = FileChannel.open(log.file());
    channel.position(channel.size());
    var own = new OwnLog(log, taker, channel);
    own.thread.start();
    return own;
  }

  LogFile log() {
    return log;
  }

  /// The child has ended.
  ///
  /// @return completes when everything that it wrote was taken; false if the file could not be read
  CompletableFuture<Boolean> finish() {
    ending = true;
    LockSupport.unpark(thread);
    return taken;
  }

  /// The child lives on without this host.
  void leave() {
    left = true;
    finish();
  }

  private void follow() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long wait = SHORTEST_WAIT;
    try (channel) {
      while (!left) {
        boolean last = ending;
        if (take(buffer)) {
          wait = SHORTEST_WAIT;
        } else if (last) {
          break;
        } else {
          keepWithinLimit();
          LockSupport.parkNanos(this, wait);
          wait = Math.min(wait * 2, LONGEST_WAIT);
        }
      }
      taken.complete(true);
    } catch (IOException | RuntimeException | Error failure) {
      LOG.warn("The log {} is not followed any more", log.file(), failure);
      taken.complete(false);
    }
  }

  private boolean take(ByteBuffer buffer) throws IOException {
    if (channel.size() < channel.position()) {
      channel.position(0);
    }
    if (channel.read(buffer.clear()) <= 0) {
      return false;
    }
    taker.receive(Line.Source.STDOUT, buffer.flip()).join();
    return true;
  }

  private void keepWithinLimit() throws IOException {
    if (channel.size() > log.rotation().maxBytes()) {
      log.copyAndTruncate();
    }
  }
}
