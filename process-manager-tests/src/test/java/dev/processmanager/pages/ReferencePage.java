package dev.processmanager.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of the reference, as far as a test can understand it.
///
/// @param text all of it
public record ReferencePage(String text) {

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /// @param name the file below `docs`
  public static ReferencePage of(String name) {
    try {
      return new ReferencePage(Files.readString(Path.of("..", "docs").resolve(name)));
    } catch (IOException unreadable) {
      throw new AssertionError("the page " + name + " cannot be read", unreadable);
    }
  }

  /// What stands below a heading, up to the next one of any level.
  public ReferencePage section(String heading) {
    var found = Pattern.compile("(?ms)^#+ \\Q" + heading + "\\E$(.*?)(?=^#|\\z)").matcher(text);
    if (!found.find()) {
      throw new AssertionError("there is no heading \"" + heading + "\"");
    }
    return new ReferencePage(found.group(1));
  }

  /// The cells of each row of its tables, the titles left out.
  public List<List<String>> rows() {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  /// Whatever stands in backquotes.
  public Set<String> names() {
    return names(text);
  }

  /// What stands in backquotes in the first column of its tables.
  public Set<String> subjects() {
    return names(rows().stream().map(List::getFirst).collect(Collectors.joining(" ")));
  }

  private static Set<String> names(String text) {
    return CODE.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toSet());
  }
}
