package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/// The daemon, asked by HTTP. Whatever goes wrong is a [CtlException].
final class Api implements AutoCloseable {

  private static final Duration TO_CONNECT = Duration.ofSeconds(3);
  private static final Duration TO_LOOK = Duration.ofSeconds(20);

  /// Longer than the daemon itself waits.
  private static final Duration TO_ACT = Duration.ofMinutes(11);

  private final URI address;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TO_CONNECT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  Api(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  static Api of(Whereabouts where) {
    return new Api(where.address(), where.token());
  }

  static CtlException noDaemon(String reason) {
    return new CtlException(
        ExitCodes.NO_DAEMON,
        "The supervisor is not running (" + reason + "); start it with: architect --daemon");
  }

  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  JsonNode get(String path) {
    return answer(send(request(path).timeout(TO_LOOK).GET(), BodyHandlers.ofString()));
  }

  JsonNode post(String path) {
    var request = request(path).timeout(TO_ACT).POST(BodyPublishers.noBody());
    return answer(send(request, BodyHandlers.ofString()));
  }

  /// The lines of a stream, until its end.
  Stream<String> stream(String path) {
    HttpResponse<Stream<String>> response = send(request(path).GET(), BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw failure(response.statusCode(), String.join("\n", response.body().toList()));
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return client.send(request.build(), handler);
    } catch (ConnectException e) {
      throw noDaemon("nothing answers at " + address.getAuthority());
    } catch (HttpTimeoutException e) {
      throw new CtlException(ExitCodes.NOT_DONE, "The supervisor has not answered in time");
    } catch (IOException e) {
      throw noDaemon("it has hung up: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CtlException(ExitCodes.NOT_DONE, "Interrupted");
    }
  }

  private JsonNode answer(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw failure(response.statusCode(), response.body());
    }
    return Json.parse(response.body());
  }

  private CtlException failure(int status, String body) {
    JsonNode problem;
    try {
      problem = Json.parse(body);
    } catch (CtlException notOurs) {
      problem = Json.MAPPER.createObjectNode();
    }
    var words =
        new StringBuilder(problem.path("detail").asText("The supervisor answers " + status));
    problem
        .path("errors")
        .forEach(error -> words.append("\n  ").append(Json.text(error, "message")));
    return new CtlException(code(status), words.toString());
  }

  private static int code(int status) {
    return switch (status) {
      case 400 -> ExitCodes.USAGE;
      case 401, 403 -> ExitCodes.REFUSED;
      case 404 -> ExitCodes.UNKNOWN_NAME;
      case 422 -> ExitCodes.CONFIGURATION;
      default -> ExitCodes.NOT_DONE;
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
