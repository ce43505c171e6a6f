package dev.processmanager.examples.architect.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Posts alerts as JSON: `{"alerts": [{"at", "service", "level", "message"}]}`.
record Webhook(URI url) implements Notifier {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public void tell(List<Alert> alerts) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(LIMIT)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body(alerts)))
              .build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status < 200 || status > 299) {
        throw new IOException(url.getHost() + " has answered with status " + status);
      }
    }
  }

  private static String body(List<Alert> alerts) {
    ObjectNode body = JSON.createObjectNode();
    var list = body.putArray("alerts");
    for (Alert alert : alerts) {
      list.addObject()
          .put("at", alert.at().toString())
          .put("service", alert.service())
          .put("level", alert.level().word())
          .put("message", alert.message());
    }
    return body.toString();
  }
}
