package dev.processmanager.examples.psm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.processmanager.examples.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// JSON for people and for `jq`.
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /// @throws Refusal if it is not what it should be, with the line
  static <T> T read(Path file, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(Files.readAllBytes(file), type))
          .orElseThrow(() -> new Refusal(file + " says nothing"));
    } catch (JsonProcessingException wrong) {
      String line =
          Optional.ofNullable(wrong.getLocation()).map(at -> ":" + at.getLineNr()).orElse("");
      throw new Refusal(file + line + ": " + reason(wrong));
    } catch (IOException unreadable) {
      throw new Refusal("Cannot read " + Words.of(unreadable));
    }
  }

  private static String reason(JsonProcessingException wrong) {
    return switch (wrong) {
      case UnrecognizedPropertyException unknown ->
          "\"%s\" is unknown; there are %s"
              .formatted(unknown.getPropertyName(), new TreeSet<>(unknown.getKnownPropertyIds()));
      case ValueInstantiationException refused when refused.getCause() != null ->
          refused.getCause().getMessage();
      case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
          "\"%s\" is no %s".formatted(path(mismatch), mismatch.getTargetType().getSimpleName());
      default -> wrong.getOriginalMessage();
    };
  }

  private static String path(JsonMappingException wrong) {
    return wrong.getPath().stream()
        .map(step -> Objects.requireNonNullElse(step.getFieldName(), "" + step.getIndex()))
        .collect(Collectors.joining("."));
  }
}
