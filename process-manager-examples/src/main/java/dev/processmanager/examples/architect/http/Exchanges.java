package dev.processmanager.examples.architect.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes answers, and knows the streams that are open.
final class Exchanges implements AutoCloseable {

  @FunctionalInterface
  interface Handler {
    Answer answer(HttpExchange exchange) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
  private static final int MOST_STREAMS = 64;

  private static final ProblemException TOO_MANY =
      ProblemException.of(503, "There are too many streams", "Retry-After", "10");

  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  void serve(HttpExchange exchange, Handler handler) {
    try (exchange) {
      switch (answer(exchange, handler)) {
        case Answer.Content content -> write(exchange, content);
        case Answer.Messages messages -> stream(exchange, messages.stream());
      }
    } catch (IOException e) {
      LOG.debug("A client has gone", e);
    }
  }

  private static Answer answer(HttpExchange exchange, Handler handler) {
    try {
      return handler.answer(exchange);
    } catch (Exception e) {
      return Problems.of(e).answer(exchange.getRequestURI().getRawPath());
    }
  }

  private static void write(HttpExchange exchange, Answer.Content content) throws IOException {
    content.headers().forEach(exchange.getResponseHeaders()::set);
    head(exchange, content.type());
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(content.status(), bodiless ? -1 : content.body().length);
    if (!bodiless) {
      exchange.getResponseBody().write(content.body());
    }
  }

  private void stream(HttpExchange exchange, EventStream stream) throws IOException {
    streams.add(stream);
    try (stream) {
      if (streams.size() > MOST_STREAMS || closed) {
        write(exchange, TOO_MANY.answer(exchange.getRequestURI().getRawPath()));
        return;
      }
      head(exchange, "text/event-stream");
      boolean bodiless = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, bodiless ? -1 : 0);
      if (!bodiless) {
        stream.writeTo(exchange.getResponseBody());
      }
    } finally {
      streams.remove(stream);
    }
  }

  private static void head(HttpExchange exchange, String type) {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
  }

  @Override
  public void close() {
    closed = true;
    streams.forEach(EventStream::end);
  }
}
