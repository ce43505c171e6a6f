package dev.processmanager.examples.architect.http;

import static dev.processmanager.examples.architect.http.ApiClient.TOKEN;
import static dev.processmanager.examples.architect.http.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in, and what happens to requests that are no good.
@Timeout(30)
class ApiAccessTest {

  private static final FakeSupervision SUPERVISION = new FakeSupervision();
  private static ArchitectServer server;
  private static ApiClient client;

  @BeforeAll
  static void start() throws IOException {
    server = ArchitectServer.start(0, SUPERVISION, TOKEN);
    client = new ApiClient(server.port());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer wrong", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x"})
  void nobodyGetsInWithoutTheToken(String authorization) {
    for (String path : new String[] {"status", "services/web/restart", "no/such/thing"}) {
      HttpResponse<String> response =
          client.exchange(
              path,
              request ->
                  authorization.isEmpty()
                      ? request.POST(BodyPublishers.noBody())
                      : request
                          .header("Authorization", authorization)
                          .POST(BodyPublishers.noBody()));

      assertProblem(response, 401);
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .contains("Bearer realm=\"supervisor\"");
    }
    assertThat(SUPERVISION.service("web").orElseThrow().restarts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:9999", "127.0.0.2", "[::1]:8080"})
  void theLoopbackMayBeCalledByAnyOfItsNames(String host) throws IOException {
    assertThat(raw(host, "")).startsWith("HTTP/1.1 200 ");
    assertThat(raw(host, "Origin: http://" + host + "\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:80",
        "192.168.0.1",
        ""
      })
  void aNameThatSomebodyElseGaveTheLoopbackIsRefused(String host) throws IOException {
    assertThat(raw(host, "")).startsWith("HTTP/1.1 403 ");
    assertThat(rawGet("/", host, "")).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://localhost", "http://localhost:81"})
  void pagesOfOtherOriginsAreRefusedEvenWithTheToken(String origin) throws IOException {
    assertThat(raw("localhost", "Origin: " + origin + "\r\n")).startsWith("HTTP/1.1 403 ");
  }

  private static String raw(String host, String more) throws IOException {
    return rawGet("/api/supervisor/summary", host, more);
  }

  /// The JDK's client lets nobody choose these headers.
  private static String rawGet(String path, String host, String more) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%sConnection: close\r\n\r\n"
              .formatted(path, host, TOKEN, more);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, reload, POST",
    "DELETE, services/web, 'GET, HEAD'",
    "PUT, metrics, 'GET, POST, HEAD'",
    "GET, services/web/restart, POST",
    "OPTIONS, status, 'GET, HEAD'"
  })
  void aWrongMethodIsToldTheRightOnes(String method, String path, String allowed) {
    HttpResponse<String> response =
        client.send(path, request -> request.method(method, BodyPublishers.noBody()));

    assertProblem(response, 405);
    assertThat(response.headers().firstValue("Allow")).contains(allowed);
  }

  @Test
  void headAnswersAsGetDoesWithoutABody() {
    HttpResponse<String> response =
        client.send("status", request -> request.method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "services/nobody",
        "services/web/colour",
        "status/",
        "",
        "services/..%2fweb",
        "/other",
        "/api/supervisor",
        "/favicon.ico"
      })
  void whatIsUnknownIsNotFound(String path) {
    assertProblem(client.get(path), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "events?limit=0, limit",
    "events?limit=1001, limit",
    "events?limit=ten, limit",
    "services/web/logs?lines=-1, lines",
    "services/web/logs?lines=99999999999, lines",
    "services/web/logs/stream?lines=10001, lines",
    "services/web/metrics?limit=, limit"
  })
  void aParameterThatIsWrongIsNamed(String path, String parameter) {
    assertThat(assertProblem(client.get(path), 400).path("errors").findValuesAsText("parameter"))
        .containsExactly(parameter);
  }

  @Test
  void badlyEncodedIdsAreRefusedAndOddOnesAreTakenAsTheyAre() throws IOException {
    assertProblem(client.get("events?service=%25zz"), 404);
    assertThat(rawGet("/api/supervisor/events?service=%zz", "localhost", "")).contains(" 400 ");
    assertThat(assertProblem(client.get("services/a+b%20c%2Fd"), 404).path("detail").asText())
        .contains("'a+b c/d'");
  }

  @Test
  void bodiesAreBoundedAndMustBeJson() {
    assertProblem(client.post("metrics", "{\"service\": "), 400);
    assertProblem(client.post("metrics", "{} {}"), 400);
    assertProblem(client.post("metrics", "{\"at\": 1, \"at\": 2}"), 400);
    assertProblem(client.post("metrics", "[".repeat(5000)), 400);
    assertProblem(client.post("metrics", "\"" + "x".repeat(70_000) + "\""), 413);
    assertProblem(client.post("metrics"), 415);
    assertProblem(
        client.send(
            "metrics",
            request ->
                request.header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))),
        415);
  }

  @Test
  void aTokenThatCouldBeGuessedIsNotAccepted() {
    for (String token : new String[] {"", "short", "with a space in it", "täglich-neue-zeichen"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ArchitectServer.start(0, SUPERVISION, token))
          .withMessageContaining("16");
    }
  }

  private static JsonNode assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).startsWith("/");
    return problem;
  }
}
