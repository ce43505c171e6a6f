package dev.processmanager.examples.architect.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Values as JSON: records by the names of their components, times as text, and what is not there
/// as `null`.
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new Plain())
                  .addSerializer(Optional.class, new Plain())
                  .addSerializer(OptionalInt.class, new Plain())
                  .addSerializer(OptionalLong.class, new Plain())
                  .addSerializer(OptionalDouble.class, new Plain()))
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static JsonNode parse(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  private static final class Plain extends JsonSerializer<Object> {

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(plain(value), generator);
    }

    private static Object plain(Object value) {
      return switch (value) {
        case Optional<?> v -> v.orElse(null);
        case OptionalInt v when v.isPresent() -> v.getAsInt();
        case OptionalLong v when v.isPresent() -> v.getAsLong();
        case OptionalDouble v when v.isPresent() -> v.getAsDouble();
        case OptionalInt _, OptionalLong _, OptionalDouble _ -> null;
        default -> value.toString();
      };
    }
  }
}
