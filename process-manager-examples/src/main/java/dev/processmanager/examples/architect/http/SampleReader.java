package dev.processmanager.examples.architect.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.Sample;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/// Reads a [Sample] that somebody else has measured, and says all that is wrong with it.
final class SampleReader {

  private static final Set<String> HEALTH = Set.of("none", "starting", "healthy", "unhealthy");
  private static final List<String> FIELDS =
      List.of("service", "at", "cpuPercent", "memoryMb", "healthStatus", "responseTimeMs");
  private static final double LARGEST = 1e12;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private final JsonNode body;
  private final List<Map<String, String>> errors = new ArrayList<>();

  private SampleReader(JsonNode body) {
    this.body = body;
  }

  static Sample read(JsonNode body, Instant now, Predicate<String> isService) {
    var reader = new SampleReader(body);
    Sample sample = reader.sample(now, isService);
    if (reader.errors.isEmpty()) {
      return sample;
    }
    throw ProblemException.of(422, "This is not a sample", List.copyOf(reader.errors));
  }

  private Sample sample(Instant now, Predicate<String> isService) {
    if (!body.isObject()) {
      error("", "must be an object");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> check(FIELDS.contains(name), name, "is not known; there are " + FIELDS));
    String service = text("service", "");
    check(isService.test(service), "service", "must be the id of a service");
    String health = text("healthStatus", "none");
    check(HEALTH.contains(health), "healthStatus", "must be none, starting, healthy or unhealthy");
    check(body.hasNonNull("cpuPercent"), "cpuPercent", "is needed");
    check(body.hasNonNull("memoryMb"), "memoryMb", "is needed");
    return new Sample(
        service,
        time(now),
        number("cpuPercent").orElse(0),
        number("memoryMb").orElse(0),
        health,
        number("responseTimeMs"));
  }

  private String text(String name, String otherwise) {
    JsonNode value = body.path(name);
    return value.isMissingNode() || value.isNull() ? otherwise : value.asText();
  }

  private OptionalDouble number(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    double number = value.asDouble();
    check(
        value.isNumber() && number >= 0 && number <= LARGEST, name, "must be a number, 0 or more");
    return OptionalDouble.of(number);
  }

  private Instant time(Instant now) {
    try {
      Instant at = Instant.parse(text("at", now.toString()));
      check(!at.isAfter(now.plus(CLOCKS_DIFFER)), "at", "is in the future");
      return at;
    } catch (DateTimeException _) {
      error("at", "must be a time like 2026-01-31T12:00:00Z");
      return now;
    }
  }

  private void check(boolean holds, String name, String message) {
    if (!holds) {
      error(name, message);
    }
  }

  private void error(String name, String message) {
    String pointer = name.isEmpty() ? "" : "/" + name.replace("~", "~0").replace("/", "~1");
    errors.add(Map.of("pointer", pointer, "message", message));
  }
}
