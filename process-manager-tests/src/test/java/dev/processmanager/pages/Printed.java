package dev.processmanager.pages;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a page says that a command prints. A number stands for any number, two or more spaces for
/// any gap between columns, `…` for the rest of a line or a part of it, and a line of nothing else
/// for any number of lines.
///
/// @param text as it stands on the page
record Printed(String text) {

  private static final String NUMBER = "\\d+(?:[.,:]\\d+)*";
  private static final Pattern VARIES = Pattern.compile("…|" + NUMBER + "| {2,}");

  boolean matches(String output) {
    String lines =
        output.lines().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    return Pattern.matches(text.lines().map(Printed::line).collect(Collectors.joining()), lines);
  }

  private static String line(String line) {
    if (line.strip().equals("…")) {
      return "(?:.*\n)*";
    }
    var regex = new StringBuilder();
    int done = 0;
    for (MatchResult found : VARIES.matcher(line).results().toList()) {
      regex.append(Pattern.quote(line.substring(done, found.start()))).append(any(found.group()));
      done = found.end();
    }
    return regex
        .append(Pattern.quote(line.substring(done).stripTrailing()))
        .append("\n")
        .toString();
  }

  private static String any(String varying) {
    return switch (varying.charAt(0)) {
      case '…' -> ".*";
      case ' ' -> " +";
      default -> NUMBER;
    };
  }
}
