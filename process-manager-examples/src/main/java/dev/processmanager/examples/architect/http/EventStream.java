package dev.processmanager.examples.architect.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Server-sent events to one client. Whoever sends them never waits for it: what it does not take
/// in time is dropped and counted.
final class EventStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int MOST_WAITING = 11_000;
  private static final int SECONDS_OF_SILENCE = 15;
  private static final Object END = new Object();

  private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();

  private AutoCloseable source = () -> {};

  private EventStream() {}

  @FunctionalInterface
  interface Source {

    /// Hands each message to the sink, which never blocks, until what it returns is closed.
    AutoCloseable open(Consumer<Object> sink);
  }

  static EventStream of(Source source) {
    var stream = new EventStream();
    stream.source = source.open(stream::offer);
    return stream;
  }

  private void offer(Object message) {
    if (!waiting.offer(message)) {
      dropped.incrementAndGet();
    }
  }

  /// Until this is closed or the client has gone, which shows when writing alone.
  void writeTo(OutputStream out) throws IOException {
    comment(out, "open");
    var batch = new ArrayList<>();
    while (!batch.contains(END)) {
      batch.clear();
      Object first = next();
      if (first == null) {
        comment(out, "still here");
      } else {
        batch.add(first);
        waiting.drainTo(batch);
        write(out, batch);
      }
    }
  }

  private Object next() {
    try {
      return waiting.poll(SECONDS_OF_SILENCE, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return END;
    }
  }

  private void write(OutputStream out, List<Object> messages) throws IOException {
    for (Object message : messages) {
      if (message != END) {
        message(out, "", message);
      }
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      message(out, "event: dropped\n", Map.of("dropped", lost));
    }
    out.flush();
  }

  private static void message(OutputStream out, String head, Object data) throws IOException {
    out.write((head + "data: ").getBytes(StandardCharsets.UTF_8));
    out.write(Json.bytes(data));
    out.write("\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void comment(OutputStream out, String text) throws IOException {
    out.write((": " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Lets [#writeTo] return soon.
  void end() {
    waiting.clear();
    waiting.add(END);
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (Exception e) {
      LOG.warn("What fed a stream cannot be closed", e);
    }
  }
}
