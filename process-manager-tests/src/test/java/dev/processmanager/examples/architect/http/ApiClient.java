package dev.processmanager.examples.architect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// Asks the API as a program would.
final class ApiClient implements AutoCloseable {

  static final String TOKEN = "0123456789abcdef-token";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  ApiClient(int port) {
    base = "http://127.0.0.1:" + port;
  }

  HttpResponse<String> get(String path) {
    return send(path, request -> request);
  }

  HttpResponse<String> post(String path) {
    return send(path, request -> request.POST(BodyPublishers.noBody()));
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        path,
        request ->
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> with) {
    return exchange(
        path, request -> with.apply(request).setHeader("Authorization", "Bearer " + TOKEN));
  }

  HttpResponse<String> exchange(String path, UnaryOperator<HttpRequest.Builder> with) {
    return send(path, with, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(
      String path, UnaryOperator<HttpRequest.Builder> with, HttpResponse.BodyHandler<T> body) {
    String full = path.startsWith("/") ? path : "/api/supervisor/" + path;
    var request = HttpRequest.newBuilder(URI.create(base + full)).timeout(Duration.ofSeconds(20));
    try {
      return client.send(with.apply(request).build(), body);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
