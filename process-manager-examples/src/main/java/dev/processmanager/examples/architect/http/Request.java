package dev.processmanager.examples.architect.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a handler wants to know of a request.
///
/// @param path the named parts of the path
record Request(
    Map<String, String> path, Map<String, String> query, Headers headers, InputStream content) {

  private static final int LARGEST_BODY = 64 * 1024;

  static Request of(HttpExchange exchange, Map<String, String> path) {
    return new Request(
        path,
        query(exchange.getRequestURI().getRawQuery()),
        exchange.getRequestHeaders(),
        exchange.getRequestBody());
  }

  static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.split("/", -1)).map(s -> decode(s.replace("+", "%2B"))).toList();
  }

  private static Map<String, String> query(String raw) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    }
    return parameters;
  }

  String id() {
    return path.get("id");
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  int number(String name, int otherwise, int least, int most) {
    String text = query.getOrDefault(name, Integer.toString(otherwise));
    if (text.matches("\\d{1,6}")) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw wrongParameter(
        name, "must be a whole number from %d to %d, not '%s'".formatted(least, most, text));
  }

  static ProblemException wrongParameter(String name, String message) {
    return ProblemException.of(
        400,
        "The parameter '" + name + "' " + message,
        List.of(Map.of("parameter", name, "message", message)));
  }

  JsonNode body() throws IOException {
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw ProblemException.of(415, "The body must be JSON, with Content-Type: application/json");
    }
    byte[] text = content.readNBytes(LARGEST_BODY + 1);
    if (text.length > LARGEST_BODY) {
      throw ProblemException.of(413, "A body has " + LARGEST_BODY + " bytes at most");
    }
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
  }

  private static ProblemException notJson(JsonProcessingException thrown) {
    String where =
        Optional.ofNullable(thrown.getLocation())
            .map(l -> " at line %d, column %d".formatted(l.getLineNr(), l.getColumnNr()))
            .orElse("");
    String message = thrown.getOriginalMessage() + where;
    return ProblemException.of(
        400, "The body is no JSON: " + message, List.of(Map.of("pointer", "", "message", message)));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ProblemException.of(400, "'" + text + "' is not properly percent-encoded");
    }
  }
}
