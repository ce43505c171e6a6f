package dev.processmanager.examples.architect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever wants to know hears of it: a webhook on the loopback, a command, the log.
@Timeout(60)
class AlertingTest {

  private static final String CRASHER =
      "'command': 'sh', 'args': ['-c', 'exit 3'], 'restart_policy':"
          + " {'max_retries': 2, 'retry_delay': 0.05}";

  @TempDir Path directory;
  private final List<JsonNode> posted = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          posted.add(new ObjectMapper().readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aCriticalServiceIsToldAtOnceEachTimeAndAnotherOnlyOncePerLimit() throws Exception {
    String services = "'vital': {C, 'critical': true}, 'other': {C}";
    try (Rig rig =
        Rig.start(directory, services.replace("C", CRASHER), notifications("'rate_limit': 1000"))) {
      rig.awaitState("vital", "fatal");
      rig.awaitState("other", "fatal");
      Rig.patiently().until(() -> alerts("vital").size() == 3);

      assertThat(alerts("vital")).as("two restarts and the end").hasSize(3);
      assertThat(alerts("vital"))
          .allMatch(alert -> alert.path("level").asText().equals("critical"));
      assertThat(alerts("other")).as("the rest is held back").hasSize(1);
      assertThat(alerts("other").getFirst().path("level").asText()).isEqualTo("warning");
      assertThat(alerts("other").getFirst().path("message").asText()).startsWith("other: ");
      assertThat(rig.awaitEvent("other", "alert").details()).containsEntry("level", "critical");
    }
  }

  @Test
  void whatWasHeldBackIsToldTogetherWhenTheLimitIsOver() throws Exception {
    try (Rig rig =
        Rig.start(directory, "'other': {" + CRASHER + "}", notifications("'rate_limit': 0.7"))) {
      rig.awaitState("other", "fatal");
      Rig.patiently().until(() -> alerts("other").size() == 3);

      assertThat(posted).hasSize(2);
    }
  }

  @Test
  void aCommandAndTheLogHearOfItFromTheMinimumLevelOn() throws Exception {
    String command =
        "echo $ALERT_SERVICE $ALERT_LEVEL $ALERT_COUNT $ALERT_MESSAGE >> " + directory + "/told";
    try (Rig rig =
        Rig.start(
            directory,
            "'other': {" + CRASHER + "}",
            notifications(
                "'rate_limit': 0, 'minimum_level': 'critical', 'command': '" + command + "'"))) {
      rig.awaitState("other", "fatal");
      Path told = directory.resolve("told");
      Rig.patiently().until(() -> Files.exists(told) && Files.size(told) > 0);

      assertThat(told).content().startsWith("other critical 1 other: ").hasLineCount(1);
      Rig.patiently().until(() -> rig.log().stream().anyMatch(l -> l.contains("ALERT CRITICAL")));
      assertThat(rig.log()).noneMatch(line -> line.contains("ALERT WARNING"));
      assertThat(posted).as("each as the webhook's").hasSize(1);
      assertThat(rig.supervision.events(Optional.of("other"), 100))
          .filteredOn(event -> event.type().equals("alert"))
          .as("what is less is no alert")
          .extracting(event -> event.details().get("level"))
          .containsExactly("critical");
    }
  }

  @Test
  void aWebhookThatDoesNotAnswerHoldsUpNobody() throws Exception {
    server.stop(0);
    try (Rig rig =
        Rig.start(directory, "'other': {" + CRASHER + "}", notifications("'log': false"))) {
      rig.awaitState("other", "fatal");
      Rig.patiently()
          .until(() -> rig.log().stream().anyMatch(line -> line.contains("could not be told")));

      assertThat(rig.log()).noneMatch(line -> line.contains(" ALERT "));
    }
  }

  private String notifications(String more) {
    return "'notifications': {'webhook_url': 'http://127.0.0.1:%d/hook', %s}"
        .formatted(server.getAddress().getPort(), more);
  }

  private List<JsonNode> alerts(String service) {
    return posted.stream()
        .flatMap(body -> body.path("alerts").valueStream())
        .filter(alert -> alert.path("service").asText().equals(service))
        .toList();
  }
}
