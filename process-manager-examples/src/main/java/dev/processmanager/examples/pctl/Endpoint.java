package dev.processmanager.examples.pctl;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Where lines are posted to: one JSON object a line (`application/x-ndjson`), as Logstash, Vector
/// and Fluent Bit take it.
final class Endpoint implements AutoCloseable {

  /// What became of a post.
  enum Answer {
    ACCEPTED,
    /// It would be the next time, too.
    REFUSED,
    NOT_NOW
  }

  record Reply(Answer answer, String reason) {}

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final URI uri;
  private final String profile;
  private final String file;

  /// @param profile for whom, as each line says, with its file and offset, by which a receiver
  ///     knows one that comes twice
  Endpoint(URI uri, String profile, String file) {
    this.uri = uri;
    this.profile = profile;
    this.file = file;
  }

  Reply post(List<LogTail.LogLine> lines) throws InterruptedException {
    String body = lines.stream().map(this::json).collect(Collectors.joining());
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return new Reply(answer(status), "HTTP status " + status);
    } catch (IOException failure) {
      return new Reply(Answer.NOT_NOW, failure.toString());
    }
  }

  private static Answer answer(int status) {
    if (status >= 200 && status < 300) {
      return Answer.ACCEPTED;
    }
    return REFUSALS.contains(status) ? Answer.REFUSED : Answer.NOT_NOW;
  }

  private String json(LogTail.LogLine line) {
    var object = new LinkedHashMap<String, Object>();
    object.put("@timestamp", Instant.now().toString());
    object.put("profile", profile);
    object.put("file", file);
    object.put("offset", line.offset());
    object.put("message", line.text());
    return Json.line(object) + "\n";
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
