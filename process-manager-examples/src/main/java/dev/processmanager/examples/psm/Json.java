package dev.processmanager.examples.psm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// JSON for people and for `jq`.
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
      return MAPPER.readValue(file.toFile(), type);
    } catch (JsonProcessingException wrong) {
      String line =
          Optional.ofNullable(wrong.getLocation()).map(at -> ":" + at.getLineNr()).orElse("");
      throw new Refusal(file + line + ": " + wrong.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new Refusal("Cannot read " + file + ": " + unreadable.getMessage());
    }
  }
}
