package dev.processmanager.examples.architect.convert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sections of an ini file as supervisord reads it: a line that begins with a blank goes on
/// with the value before, `;` and `#` begin comments, ` ;` does so within a line.
record Ini(Map<String, Map<String, String>> sections) {

  private static final Pattern HEADER = Pattern.compile("\\[([^]]+)]\\s*");
  private static final Pattern ENTRY = Pattern.compile("([^=:\\s][^=:]*?)\\s*[=:]\\s*(.*)");

  static Ini of(List<String> lines) {
    var sections = new LinkedHashMap<String, Map<String, String>>();
    Map<String, String> section = new LinkedHashMap<>();
    String key = "";
    for (String line : lines) {
      String text = withoutComment(line);
      Matcher header = HEADER.matcher(text);
      Matcher entry = ENTRY.matcher(text);
      if (text.isBlank()) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0)) && section.containsKey(key)) {
        section.merge(key, text.strip(), (before, more) -> (before + "\n" + more).strip());
      } else if (header.matches()) {
        section = sections.computeIfAbsent(header.group(1).strip(), _ -> new LinkedHashMap<>());
        key = "";
      } else if (entry.matches()) {
        key = entry.group(1);
        section.put(key, entry.group(2).strip());
      }
    }
    return new Ini(sections);
  }

  private static String withoutComment(String line) {
    if (line.startsWith(";") || line.startsWith("#")) {
      return "";
    }
    int comment = line.indexOf(" ;");
    return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
  }
}
