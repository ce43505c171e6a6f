package dev.processmanager.examples.architect.http;

import static dev.processmanager.examples.architect.http.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.ReloadReport;
import dev.processmanager.examples.architect.Sample;
import dev.processmanager.examples.architect.store.StoreException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the routes answer to those who may ask.
@Timeout(30)
class ArchitectApiTest {

  private final FakeSupervision supervision = new FakeSupervision();
  private ArchitectServer server;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    server = ArchitectServer.start(0, supervision, ApiClient.TOKEN);
    client = new ApiClient(server.port());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void statusListsTheServicesInOrderWithNullForWhatIsNotThere() {
    JsonNode status = ok(client.get("status"));

    assertThat(status.path("services").findValuesAsText("id")).containsExactly("db", "web", "mail");
    assertThat(status.path("summary").path("pid").asLong()).isEqualTo(1234);
    JsonNode web = status.path("services").get(1);
    assertThat(web.path("state").asText()).isEqualTo("running");
    assertThat(web.path("startedAt").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(web.path("dependencies").get(0).asText()).isEqualTo("db");
    assertThat(web.path("metadata").path("team").asText()).isEqualTo("edge");
    assertThat(web.path("port").asInt()).isEqualTo(8080);
    assertThat(status.path("services").get(2).get("pid").isNull()).isTrue();
    assertThat(status.path("services").get(2).get("startedAt").isNull()).isTrue();
  }

  @Test
  void oneServiceIsTheSameAsInTheStatus() {
    assertThat(ok(client.get("services/web")))
        .isEqualTo(ok(client.get("status")).path("services").get(1));
  }

  @Test
  void summaryAndHealthSayWhetherAllIsWell() {
    assertThat(ok(client.get("summary")).path("states").path("running").asInt()).isEqualTo(2);
    assertThat(ok(client.get("health")).path("health").asText()).isEqualTo("healthy");
    assertThat(ok(client.get("health")).path("services").path("mail").asText()).isEqualTo("none");

    supervision.stop("db");

    assertThat(ok(client.get("health")).path("health").asText()).isEqualTo("unhealthy");
    assertThat(ok(client.get("health")).path("criticalDown").get(0).asText()).isEqualTo("db");
  }

  @Test
  void healthOfAServiceTellsOfItsChecks() {
    JsonNode health = ok(client.get("services/web/health"));

    assertThat(health.path("health").asText()).isEqualTo("healthy");
    assertThat(health.path("checks").get(0).path("responseTimeMs").asDouble()).isEqualTo(1.5);
  }

  @Test
  void startStopAndRestartAnswerOnceTheyAreDone() {
    long pid = ok(client.get("services/web")).path("pid").asLong();

    assertThat(ok(client.post("services/web/restart")).path("pid").asLong()).isGreaterThan(pid);
    assertThat(ok(client.get("services/web")).path("restarts").asInt()).isEqualTo(1);
    assertThat(ok(client.post("services/web/stop")).path("state").asText()).isEqualTo("stopped");
    assertThat(ok(client.post("services/web/start")).path("state").asText()).isEqualTo("running");
  }

  @Test
  void aRollingRestartTakesEachServiceOfTheGroup() {
    JsonNode done = ok(client.post("groups/front/rolling-restart"));

    assertThat(done.path("services").findValuesAsText("id")).containsExactly("web");
    assertThat(done.path("services").get(0).path("restarts").asInt()).isEqualTo(1);
    problem(404, client.post("groups/back/rolling-restart"), "'back'");
  }

  @Test
  void anActionThatFailsSaysWhy() {
    supervision.nextStop = () -> failed(new IllegalStateException("it is being started"));
    problem(409, client.post("services/web/stop"), "it is being started");

    supervision.nextStop = () -> failed(new NullPointerException("secret"));
    assertThat(problem(500, client.post("services/web/stop"), "log").toString())
        .doesNotContain("secret");
  }

  private static <T> CompletableFuture<T> failed(Throwable cause) {
    return CompletableFuture.failedFuture(new CompletionException(cause));
  }

  @Test
  void eventsAreTheNewestFirstAndOfOneServiceIfWanted() {
    supervision.happened("web", "exited", "first");
    supervision.happened("db", "exited", "second");
    supervision.happened("supervisor", "reloaded", "third");

    assertThat(ok(client.get("events")).path("events").findValuesAsText("message"))
        .containsExactly("third", "second", "first");
    assertThat(ok(client.get("events?limit=1")).path("events").findValuesAsText("message"))
        .containsExactly("third");
    assertThat(ok(client.get("events?service=web")).path("events").findValuesAsText("message"))
        .containsExactly("first");
    assertThat(ok(client.get("events?service=supervisor")).path("events")).hasSize(1);
    problem(404, client.get("events?service=nobody"), "'nobody'");
  }

  @Test
  void aStoreThatCannotBeReadIsSaidSo() {
    supervision.readingFails = new StoreException("The database is locked", null);

    problem(503, client.get("events"), "The database is locked");
  }

  @Test
  void aSampleIsStoredAndComesBack() {
    HttpResponse<String> stored =
        client.post(
            "metrics",
            """
            {"service": "web", "at": "2026-01-31T12:00:00Z", "cpuPercent": 12.5, "memoryMb": 64,
             "healthStatus": "healthy", "responseTimeMs": null}
            """);

    assertThat(stored.statusCode()).isEqualTo(201);
    JsonNode samples = ok(client.get("services/web/metrics"));
    assertThat(samples.path("samples").get(0)).isEqualTo(json(stored));
    assertThat(samples.path("samples").get(0).path("cpuPercent").asDouble()).isEqualTo(12.5);
    assertThat(ok(client.get("metrics")).path("services").path("web")).hasSize(1);
    assertThat(ok(client.get("metrics")).path("services").path("db")).isEmpty();
  }

  @Test
  void aWrongSampleIsRefusedWithAllThatIsWrong() {
    JsonNode problem =
        problem(
            422,
            client.post(
                "metrics",
                """
                {"service": "nobody", "at": "noon", "cpuPercent": -1, "healthStatus": "so-so",
                 "responseTimeMs": "fast", "cpu/percent": 3}
                """),
            "sample");

    assertThat(problem.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/service",
            "/at",
            "/cpuPercent",
            "/memoryMb",
            "/healthStatus",
            "/responseTimeMs",
            "/cpu~1percent");
    assertThat(supervision.samples).isEmpty();
    problem(422, client.post("metrics", "[]"), "sample");
    problem(422, client.post("metrics", sampleAt("2999-01-01T00:00:00Z")), "sample");
  }

  private static String sampleAt(String time) {
    return "{\"service\": \"web\", \"at\": \"%s\", \"cpuPercent\": 1, \"memoryMb\": 1}"
        .formatted(time);
  }

  @Test
  void prometheusReadsTheNewestSamplesInItsOwnUnits() {
    supervision.add(
        new Sample("web", FakeSupervision.NOON, 50, 2, "healthy", OptionalDouble.of(250)));

    HttpResponse<String> byHeader = client.send("metrics", r -> r.header("Accept", "text/plain"));

    assertThat(byHeader.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(byHeader.body().lines())
        .contains(
            "# TYPE architect_service_restarts_total counter",
            "architect_service_up{service=\"web\"} 1.0",
            "architect_service_up{service=\"mail\"} 0.0",
            "architect_service_cpu_ratio{service=\"web\"} 0.5",
            "architect_service_memory_bytes{service=\"web\"} 2097152.0",
            "architect_service_check_duration_seconds{service=\"web\"} 0.25");
    assertThat(client.get("metrics?format=prometheus").body()).isEqualTo(byHeader.body());
    problem(400, client.get("metrics?format=xml"), "json or prometheus");
  }

  @Test
  void reloadTellsTheDifferenceOrWhatIsWrong() {
    assertThat(ok(client.post("reload")).path("added").get(0).asText()).isEqualTo("new");

    supervision.reload =
        new ReloadReport(List.of(), List.of(), List.of(), List.of(), List.of("$.version: missing"));

    assertThat(problem(422, client.post("reload"), "nothing has changed").path("errors"))
        .hasToString("[{\"message\":\"$.version: missing\"}]");
  }

  @Test
  void logsAreTheLastLinesTheOldestFirst() {
    List.of("one", "two", "three").forEach(supervision::logs);

    JsonNode log = ok(client.get("services/web/logs?lines=2"));

    assertThat(log.path("lines")).hasToString("[\"two\",\"three\"]");
    problem(404, client.get("services/nobody/logs"), "'nobody'");
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    return json(response);
  }

  private static JsonNode problem(int status, HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response).path("status").asInt()).isEqualTo(status);
    assertThat(json(response).path("detail").asText()).contains(detail);
    return json(response);
  }
}
