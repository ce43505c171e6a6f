package dev.processmanager.examples.architect.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a request leads to.
sealed interface Answer {

  static Content json(Object value) {
    return json(200, value);
  }

  static Content json(int status, Object value) {
    return new Content(status, "application/json", Json.bytes(value), Map.of());
  }

  static Content text(String type, String text) {
    return new Content(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  record Content(int status, String type, byte[] body, Map<String, String> headers)
      implements Answer {}

  /// Messages, until one side has enough.
  record Messages(EventStream stream) implements Answer {}
}
