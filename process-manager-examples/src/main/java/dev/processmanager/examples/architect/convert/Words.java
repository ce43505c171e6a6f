package dev.processmanager.examples.architect.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes command lines and lists of variables apart, with the quotes of a shell.
final class Words {

  private Words() {}

  static List<String> ofCommand(String line) {
    return split(line, " \t\n");
  }

  /// `KEY="value",OTHER=value`
  static Map<String, String> ofEnvironment(String text) {
    var variables = new LinkedHashMap<String, String>();
    for (String variable : split(text, ",\n")) {
      int sign = variable.indexOf('=');
      if (sign > 0) {
        variables.put(variable.substring(0, sign).strip(), variable.substring(sign + 1).strip());
      }
    }
    return variables;
  }

  private static List<String> split(String text, String separators) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        begun = true;
      } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        begun = true;
      } else if (quote == 0 && separators.indexOf(c) >= 0) {
        end(words, word, begun);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    end(words, word, begun);
    return words;
  }

  private static void end(List<String> words, StringBuilder word, boolean begun) {
    if (begun && !(word.toString().isBlank() && word.length() > 0)) {
      words.add(word.toString());
    }
    word.setLength(0);
  }
}
