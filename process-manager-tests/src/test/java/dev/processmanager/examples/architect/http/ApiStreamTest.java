package dev.processmanager.examples.architect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams, served by another application's server, whose only thread is its own.
@Timeout(30)
class ApiStreamTest {

  private final FakeSupervision supervision = new FakeSupervision();
  private HttpServer application;
  private ArchitectApi api;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write("app".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    api = ArchitectApi.mount(application, supervision, ApiClient.TOKEN);
    application.start();
    client = new ApiClient(application.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
    application.stop(0);
  }

  @Test
  void oneCallMountsTheRoutesBesideThoseOfAnotherApplication() {
    assertThat(client.get("/").body()).isEqualTo("app");
    assertThat(client.get("summary").statusCode()).isEqualTo(200);

    api.close();

    assertThat(client.get("summary").body()).isEqualTo("app");
  }

  @Test
  void eventsAreStreamedAsTheyHappenWhileTheServerServesOthers() {
    Messages all = open("events/stream");
    Messages web = open("events/stream?service=web");
    assertThat(client.get("/").body()).isEqualTo("app");

    supervision.restart("db");
    supervision.restart("web");

    assertThat(all.next()).contains("\"service\":\"db\"", "\"at\":\"2026-01-31T12:00:00Z\"");
    assertThat(all.next()).contains("\"service\":\"web\"", "running -> running");
    assertThat(web.next()).contains("\"service\":\"web\"");
  }

  @Test
  void aLogTailHasTheLastLinesAndThenEachNewOneOnce() {
    List.of("one", "two", "three").forEach(supervision::logs);

    Messages tail = open("services/web/logs/stream?lines=2");
    supervision.logs("four \"€\"");

    assertThat(List.of(tail.next(), tail.next(), tail.next()))
        .containsExactly(
            "{\"line\":\"two\"}", "{\"line\":\"three\"}", "{\"line\":\"four \\\"€\\\"\"}");
  }

  @Test
  void aClientThatReadsTooSlowlyIsToldHowMuchItHasMissed() {
    var out = new ByteArrayOutputStream();
    int sent = 12_000;
    var stream =
        EventStream.of(
            sink -> {
              IntStream.range(0, sent).forEach(sink::accept);
              return () -> {};
            });

    Thread writer = Thread.startVirtualThread(() -> write(stream, out));
    await().until(() -> out.toString(StandardCharsets.UTF_8).contains("dropped"));
    stream.end();
    await().until(() -> !writer.isAlive());

    assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("data")))
        .hasSize(11_001)
        .endsWith("data: {\"dropped\":1000}");
  }

  private static void write(EventStream stream, OutputStream out) {
    try {
      stream.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatFeedsAStreamIsClosedOnceItsClientHasGone() {
    Messages events = open("events/stream");
    await().until(() -> supervision.listeners.size() == 1);
    events.close();

    await()
        .until(
            () -> {
              supervision.happened("web", "alert", "still there?");
              return supervision.listeners.isEmpty();
            });
  }

  @Test
  void streamsEndWithTheApi() {
    Messages events = open("events/stream");
    await().until(() -> supervision.listeners.size() == 1);

    api.close();

    assertThat(events.hasNext()).isFalse();
    await().until(() -> supervision.listeners.isEmpty());
  }

  @Test
  void streamsAreBounded() {
    var streams = new ArrayList<Messages>();
    for (int i = 0; i < 64; i++) {
      streams.add(open("events/stream"));
    }

    HttpResponse<String> oneMore = client.get("events/stream");

    assertThat(oneMore.statusCode()).isEqualTo(503);
    assertThat(oneMore.headers().firstValue("Retry-After")).isPresent();
    assertThat(supervision.listeners).hasSize(64);
    streams.forEach(Messages::close);
  }

  @Test
  void wrongStreamsAreRefusedBeforeTheyBegin() {
    assertThat(client.get("services/nobody/logs/stream").statusCode()).isEqualTo(404);
    assertThat(client.get("events/stream?service=nobody").statusCode()).isEqualTo(404);
  }

  private Messages open(String path) {
    HttpResponse<InputStream> response =
        client.send(
            path,
            request -> request.header("Authorization", "Bearer " + ApiClient.TOKEN),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new Messages(response.body());
  }

  /// The data of one message after the other.
  private record Messages(InputStream in, Scanner scanner) implements AutoCloseable {

    Messages(InputStream in) {
      this(in, new Scanner(in, StandardCharsets.UTF_8).useDelimiter("\n"));
    }

    boolean hasNext() {
      while (scanner.hasNext()) {
        if (scanner.hasNext("data: .*")) {
          return true;
        }
        scanner.next();
      }
      return false;
    }

    String next() {
      assertThat(hasNext()).isTrue();
      return scanner.next().substring("data: ".length());
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
