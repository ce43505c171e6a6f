package dev.processmanager.examples.architect.http;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A request that is not answered as it was hoped; becomes a problem document (RFC 9457).
final class ProblemException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final int status;
  private final transient List<Map<String, String>> errors;
  private final transient Map<String, String> headers;

  private ProblemException(
      int status, String detail, List<Map<String, String>> errors, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  static ProblemException of(int status, String detail) {
    return new ProblemException(status, detail, List.of(), Map.of());
  }

  static ProblemException of(int status, String detail, String header, String value) {
    return new ProblemException(status, detail, List.of(), Map.of(header, value));
  }

  static ProblemException of(int status, String detail, List<Map<String, String>> errors) {
    return new ProblemException(status, detail, errors, Map.of());
  }

  Answer.Content answer(String instance) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", TITLES.get(status));
    problem.put("status", status);
    problem.put("detail", getMessage());
    problem.put("instance", instance);
    if (!errors.isEmpty()) {
      problem.put("errors", errors);
    }
    return new Answer.Content(status, "application/problem+json", Json.bytes(problem), headers);
  }
}
