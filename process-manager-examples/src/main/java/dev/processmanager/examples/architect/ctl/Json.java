package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Answers of the daemon, as text for people and for programs.
final class Json {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String NOTHING = "-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private Json() {}

  static String pretty(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CtlException(ExitCodes.REFUSED, "What answers is no supervisor: " + text);
    }
  }

  static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isNull() || value.isMissingNode() || value.asText().isEmpty()
        ? NOTHING
        : value.asText();
  }

  static String list(JsonNode array) {
    String joined =
        StreamSupport.stream(array.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? NOTHING : joined;
  }

  static String time(JsonNode object, String name) {
    String text = text(object, name);
    return text.equals(NOTHING) ? text : TIME.format(Instant.parse(text));
  }

  /// Such as `2d 03:04:05`.
  static String span(JsonNode object, String name) {
    var span = Duration.ofSeconds(object.path(name).asLong());
    String days = span.toDays() == 0 ? "" : span.toDays() + "d ";
    return "%s%02d:%02d:%02d"
        .formatted(days, span.toHoursPart(), span.toMinutesPart(), span.toSecondsPart());
  }
}
