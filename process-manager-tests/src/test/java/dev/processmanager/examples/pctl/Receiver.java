package dev.processmanager.examples.pctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/// Receives what streamers post.
final class Receiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> lines = new CopyOnWriteArrayList<>();
  private final List<Integer> posts = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<String> status = _ -> 200;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/logs");
  }

  /// @param answer the HTTP status for a body
  void answers(ToIntFunction<String> answer) {
    status = answer;
  }

  /// What was accepted, in its order.
  List<String> messages() {
    return lines.stream().map(line -> line.get("message").asText()).toList();
  }

  List<JsonNode> lines() {
    return lines;
  }

  /// How each post was answered.
  List<Integer> posts() {
    return posts;
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    int answer = status.applyAsInt(body);
    if (answer == 200) {
      for (String line : body.split("\n")) {
        lines.add(JSON.readTree(line));
      }
    }
    posts.add(answer);
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
