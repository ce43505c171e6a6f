package dev.processmanager.registry;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of a registry: a header and one entry or session a line.
final class RegistryText {

  private static final String FORMAT = "process-manager-registry";
  private static final long SCHEMA = 1;

  private RegistryText() {}

  static String write(Contents contents) {
    return "{\"format\":\"%s\",\"schema\":%d,\"entries\":[\n%s\n]}\n"
        .formatted(
            FORMAT,
            SCHEMA,
            Stream.concat(
                    contents.entries().stream().map(EntryJson::fields),
                    contents.sessions().stream().map(SessionJson::fields))
                .map(Json::write)
                .collect(Collectors.joining(",\n")));
  }

  /// @throws IllegalArgumentException if the text is not a registry of a known schema
  static void parse(String text, Contents contents) {
    Fields header = new Fields(Json.parse(text));
    if (!header.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("not a registry of processes");
    }
    if (header.number("schema") != SCHEMA) {
      throw new IllegalArgumentException("schema " + header.number("schema") + " is not known");
    }
    for (Object item : header.list("entries")) {
      Fields fields = new Fields(item);
      if (fields.has("session")) {
        contents.put(SessionJson.read(fields));
      } else {
        contents.put(EntryJson.read(fields));
      }
    }
  }
}
