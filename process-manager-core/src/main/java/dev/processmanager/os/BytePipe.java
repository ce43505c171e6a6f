package dev.processmanager.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Bytes between a host's threads, which may block and may be virtual, and an engine, which never
/// does. Bounded: what is full holds its writer back. Safe for use by many threads.
public final class BytePipe implements Feed {

  private static final int FIRST_SIZE = 1_024;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();
  private final Condition writable = lock.newCondition();
  private byte[] bytes = new byte[FIRST_SIZE];
  private int start;
  private int count;
  private boolean ended;
  private @Nullable String broken;
  private CompletableFuture<Void> room = Receiver.READY;
  private Runnable onNews = () -> {};

  /// @param capacity how many bytes it holds before it holds its writer back
  public BytePipe(int capacity) {
    this.capacity = capacity;
  }

  /// The end for a host's threads to write; closing it ends the pipe.
  public OutputStream sink() {
    return new Sink();
  }

  /// The end for a host's threads to read; closing it drops what is in the pipe and what may come.
  public InputStream source() {
    return new Source();
  }

  /// Takes bytes without blocking, if need be beyond the capacity.
  ///
  /// @return completes when there is room for more
  public CompletableFuture<Void> offer(ByteBuffer chunk) {
    lock.lock();
    try {
      if (ended || broken != null) {
        return Receiver.READY;
      }
      int length = chunk.remaining();
      makeRoom(length);
      chunk.get(bytes, start + count, length);
      count += length;
      readable.signalAll();
      if (count > capacity && room.isDone()) {
        room = new CompletableFuture<>();
      }
      return room;
    } finally {
      lock.unlock();
    }
  }

  /// Everything that is there now.
  @Override
  public @Nullable ByteBuffer poll() {
    lock.lock();
    try {
      if (count == 0) {
        return null;
      }
      ByteBuffer all = ByteBuffer.allocate(count).put(bytes, start, count).flip();
      taken(count);
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isExhausted() {
    lock.lock();
    try {
      return ended && count == 0;
    } finally {
      lock.unlock();
    }
  }

  /// How many bytes it holds.
  public int size() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onNews(Runnable action) {
    lock.lock();
    try {
      onNews = action;
    } finally {
      lock.unlock();
    }
    action.run();
  }

  /// Nothing more comes; what is there can still be read.
  public void end() {
    Runnable news;
    lock.lock();
    try {
      ended = true;
      readable.signalAll();
      news = onNews;
    } finally {
      lock.unlock();
    }
    news.run();
  }

  /// Nobody reads any more: what is there is dropped, and writers are told why.
  @Override
  public void breakOff(String reason) {
    breakOff(reason, false);
  }

  /// Nobody reads any more, for a reason that says more than others.
  public void breakOffFinally(String reason) {
    breakOff(reason, true);
  }

  private void breakOff(String reason, boolean stronger) {
    CompletableFuture<Void> waiting;
    lock.lock();
    try {
      if (stronger || broken == null) {
        broken = reason;
      }
      count = 0;
      waiting = room;
      writable.signalAll();
      readable.signalAll();
    } finally {
      lock.unlock();
    }
    waiting.complete(null);
  }

  private void write(byte[] from, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int n = writeSome(from, at, left);
      at += n;
      left -= n;
    }
  }

  private int writeSome(byte[] from, int offset, int length) throws IOException {
    Runnable news;
    int n;
    lock.lock();
    try {
      while (count >= capacity && broken == null && !ended) {
        await(writable);
      }
      if (broken != null || ended) {
        throw new IOException(broken != null ? broken : "The stream is closed");
      }
      n = Math.min(length, capacity - count);
      makeRoom(n);
      System.arraycopy(from, offset, bytes, start + count, n);
      count += n;
      readable.signalAll();
      news = onNews;
    } finally {
      lock.unlock();
    }
    news.run();
    return n;
  }

  private int read(byte[] into, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (count == 0 && !ended && broken == null) {
        await(readable);
      }
      if (broken != null) {
        throw new IOException(broken);
      }
      if (count == 0) {
        return -1;
      }
      int n = Math.min(length, count);
      System.arraycopy(bytes, start, into, offset, n);
      taken(n);
      return n;
    } finally {
      lock.unlock();
    }
  }

  /// An interrupt ends a wait as it does with the JDK's own streams, and stays set. Called in
  /// loops.
  @SuppressWarnings("WaitNotInLoop")
  private static void await(Condition condition) throws IOException {
    try {
      condition.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void taken(int n) {
    start += n;
    count -= n;
    writable.signalAll();
    if (count <= capacity / 2) {
      room.complete(null);
    }
  }

  private void makeRoom(int more) {
    if (start + count + more > bytes.length) {
      int needed = count + more;
      byte[] target = needed <= bytes.length ? bytes : new byte[Math.max(needed, bytes.length * 2)];
      System.arraycopy(bytes, start, target, 0, count);
      bytes = target;
      start = 0;
    }
  }

  private final class Sink extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      BytePipe.this.write(from, offset, length);
    }

    @Override
    public void close() {
      end();
    }
  }

  private final class Source extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return length == 0 ? 0 : BytePipe.this.read(into, offset, length);
    }

    @Override
    public int available() {
      return size();
    }

    @Override
    public void close() {
      breakOff("The stream is closed");
    }
  }
}
