package dev.processmanager.command;

import dev.processmanager.os.Receiver;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Takes one run's output from the engine: captures it at once and hands it to the sink on a
/// virtual thread, which lives only while there is something to hand over. A slow sink holds back
/// its own child, nobody else.
final class Delivery implements Receiver {

  private static final int MAX_QUEUED_BYTES = 262_144;

  private record Chunk(Line.Source source, ByteBuffer bytes) {}

  private final boolean captures;
  private final Capture stdout;
  private final Capture stderr;
  private final List<OpenSink> sinks;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Chunk> queue = new ArrayDeque<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private CompletableFuture<Void> room = READY;
  private int queuedBytes;
  private boolean delivering;
  private boolean ending;

  /// @param captureLimit how many bytes of each stream to keep; negative to keep none, without a
  ///     word
  /// @param sinks opened sinks; none if nobody but the capture wants the output
  Delivery(int captureLimit, List<OutputSink> sinks) {
    this.captures = captureLimit >= 0;
    this.stdout = new Capture(Math.max(0, captureLimit));
    this.stderr = new Capture(Math.max(0, captureLimit));
    this.sinks = sinks.stream().map(OpenSink::new).toList();
  }

  @Override
  public CompletableFuture<Void> receive(Line.Source source, ByteBuffer chunk) {
    lock.lock();
    try {
      if (captures) {
        captureOf(source).add(chunk.duplicate());
      }
      return sinks.isEmpty() ? READY : enqueue(source, chunk);
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Void> enqueue(Line.Source source, ByteBuffer chunk) {
    queuedBytes += chunk.remaining();
    queue.addLast(new Chunk(source, ByteBuffer.allocate(chunk.remaining()).put(chunk).flip()));
    startDelivering();
    if (queuedBytes > MAX_QUEUED_BYTES && room.isDone()) {
      room = new CompletableFuture<>();
    }
    return room;
  }

  /// Tells that nothing more comes; the result completes when the sink has taken everything.
  CompletableFuture<Void> finish() {
    lock.lock();
    try {
      ending = true;
      if (sinks.isEmpty()) {
        finished.complete(null);
      } else {
        startDelivering();
      }
    } finally {
      lock.unlock();
    }
    return finished;
  }

  /// What was captured, once.
  String takeText(Line.Source source, Charset charset) {
    lock.lock();
    try {
      return captureOf(source).takeText(charset);
    } finally {
      lock.unlock();
    }
  }

  boolean isTruncated() {
    lock.lock();
    try {
      return stdout.isTruncated() || stderr.isTruncated();
    } finally {
      lock.unlock();
    }
  }

  private Capture captureOf(Line.Source source) {
    return source == Line.Source.STDOUT ? stdout : stderr;
  }

  private void startDelivering() {
    if (!delivering) {
      delivering = true;
      Thread.ofVirtual().name("process-manager-output").start(this::deliver);
    }
  }

  private void deliver() {
    for (Chunk chunk = next(); chunk != null; chunk = next()) {
      for (OpenSink sink : sinks) {
        sink.write(chunk.source, chunk.bytes.duplicate());
      }
    }
  }

  private @Nullable Chunk next() {
    CompletableFuture<Void> freed = READY;
    lock.lock();
    try {
      Chunk first = queue.pollFirst();
      if (first != null) {
        queuedBytes -= first.bytes.remaining();
        freed = queuedBytes <= MAX_QUEUED_BYTES / 2 ? room : READY;
        return first;
      }
      delivering = false;
      if (!ending) {
        return null;
      }
    } finally {
      lock.unlock();
      freed.complete(null);
    }
    sinks.forEach(OpenSink::end);
    finished.complete(null);
    return null;
  }

  /// Nobody waits any longer: what a slow sink has not taken yet, it does not get.
  void abandon() {
    lock.lock();
    try {
      queue.clear();
      queuedBytes = 0;
    } finally {
      lock.unlock();
    }
  }
}
