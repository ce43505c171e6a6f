package dev.processmanager.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes a command line fit to be shown: what looks like a credential is masked.
final class Secrets {

  private static final String NAME =
      "[\\w.-]{0,40}(?:password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key"
          + "|private[-_]?key|credential)[\\w.-]{0,40}";

  private static final String VALUE = "(?:\"[^\"]*\"|'[^']*'|[^\\s&;,\"']+)";

  private static final Pattern OPTION = Pattern.compile("(?i)--?" + NAME);
  private static final Pattern USER_OPTION = Pattern.compile("-u|--user");

  /// What may stand anywhere in an argument, with the secret as what follows group 1.
  private static final List<Pattern> INSIDE =
      List.of(
          Pattern.compile("(?i)(authorization: *(?:(?:basic|bearer|digest|token) +)?)" + VALUE),
          Pattern.compile("(?i)((?:^|[^\\w.-])" + NAME + " *[=:] *)" + VALUE),
          Pattern.compile("(?i)((?:^|\\s)--?" + NAME + " +)" + VALUE),
          Pattern.compile("((?:^|\\s)(?:-u|--user)[ =][^\\s:]{1,80}:)\\S+"),
          Pattern.compile("(://[^/@:\\s]{0,80}:)[^/\\s]+(?=@)"));

  /// More than is shown in the end, so that a cut leaves nothing half masked in sight.
  private static final int MAX_ARGUMENT = 2_000;

  private static final int MAX_CHARS = 1_000;

  private Secrets() {}

  static String masked(List<String> argv) {
    String line =
        IntStream.range(0, argv.size())
            .mapToObj(i -> mask(i == 0 ? "" : argv.get(i - 1), argv.get(i)))
            .map(Secrets::quoted)
            .limit(MAX_CHARS)
            .collect(Collectors.joining(" "));
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
  }

  private static String mask(String before, String argument) {
    if (OPTION.matcher(before).matches()) {
      return "***";
    }
    if (USER_OPTION.matcher(before).matches() && argument.contains(":")) {
      return argument.substring(0, argument.indexOf(':') + 1) + "***";
    }
    String masked =
        argument.length() <= MAX_ARGUMENT ? argument : argument.substring(0, MAX_ARGUMENT);
    for (Pattern pattern : INSIDE) {
      masked = pattern.matcher(masked).replaceAll("$1***");
    }
    return masked;
  }

  private static String quoted(String argument) {
    boolean plain =
        !argument.isEmpty()
            && argument.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
    return plain ? argument : '"' + argument.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
