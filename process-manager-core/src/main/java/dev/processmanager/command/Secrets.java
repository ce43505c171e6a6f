package dev.processmanager.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes a command line fit to be shown: what looks like a credential is masked.
final class Secrets {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key"
              + "|credential");
  private static final Pattern USER_INFO = Pattern.compile("(://[^/@:]*:)[^/@]+@");
  private static final Pattern HEADER =
      Pattern.compile("(?i)(authorization: *(?:\\w+ +)?).+", Pattern.DOTALL);
  private static final int MAX_CHARS = 1_000;

  private Secrets() {}

  static String masked(List<String> argv) {
    String line =
        IntStream.range(0, argv.size())
            .mapToObj(i -> i > 0 && isSecretOption(argv.get(i - 1)) ? "***" : mask(argv.get(i)))
            .map(Secrets::quoted)
            .collect(Collectors.joining(" "));
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
  }

  private static boolean isSecretOption(String argument) {
    return argument.startsWith("-") && argument.indexOf('=') < 0 && NAME.matcher(argument).find();
  }

  private static String mask(String argument) {
    int equals = argument.indexOf('=');
    if (equals >= 0 && NAME.matcher(argument.substring(0, equals)).find()) {
      return argument.substring(0, equals + 1) + "***";
    }
    String masked = USER_INFO.matcher(argument).replaceAll("$1***@");
    return HEADER.matcher(masked).replaceAll("$1***");
  }

  private static String quoted(String argument) {
    boolean plain =
        !argument.isEmpty()
            && argument.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
    return plain ? argument : '"' + argument.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
