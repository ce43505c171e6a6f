package dev.processmanager.examples.architect.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads JSON and keeps the lines. A member that is there twice is a problem like any other; what
/// is no JSON ends the reading.
final class LocatedJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  private final JsonParser parser;
  private final List<Problem> problems;

  private LocatedJson(JsonParser parser, List<Problem> problems) {
    this.parser = parser;
    this.problems = problems;
  }

  static Optional<Located> read(String text, List<Problem> problems) {
    try (JsonParser parser = JSON.createParser(text)) {
      var reader = new LocatedJson(parser, problems);
      reader.next();
      Located root = reader.value("");
      if (parser.nextToken() != null) {
        problems.add(
            new Problem("the file", reader.line(), "goes on after its end: one object is allowed"));
      }
      return Optional.of(root);
    } catch (JsonProcessingException notJson) {
      problems.add(
          new Problem(
              "the file",
              Math.max(1, notJson.getLocation().getLineNr()),
              "is no JSON: " + notJson.getOriginalMessage()));
      return Optional.empty();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Located value(String path) throws IOException {
    int line = line();
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(path, line);
      case START_ARRAY -> items(path, line);
      case VALUE_STRING -> new Located.Text(path, line, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Located.Number(path, line, parser.getDecimalValue());
      case VALUE_TRUE -> new Located.Flag(path, line, true);
      case VALUE_FALSE -> new Located.Flag(path, line, false);
      default -> new Located.Nothing(path, line);
    };
  }

  private Located members(String path, int line) throws IOException {
    var members = new LinkedHashMap<String, Located>();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String below = below(path, name);
      int here = line();
      next();
      Located before = members.putIfAbsent(name, value(below));
      if (before != null) {
        problems.add(new Problem(below, here, "is there already, in line " + before.line()));
      }
    }
    return new Located.Members(path, line, members);
  }

  private Located items(String path, int line) throws IOException {
    var items = new ArrayList<Located>();
    while (next() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]"));
    }
    return new Located.Items(path, line, items);
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new com.fasterxml.jackson.core.JsonParseException(
          parser, "it ends before its value does");
    }
    return token;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String below(String path, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return path + "[\"" + name + "\"]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }
}
