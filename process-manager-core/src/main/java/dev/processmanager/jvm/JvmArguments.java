package dev.processmanager.jvm;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the arguments of a `java` that was started: which of them are options of the JVM. An
/// option and its value become one, as in `--add-opens=java.base/java.lang=ALL-UNNAMED`.
final class JvmArguments {

  /// The options whose value may be the next argument.
  static final Set<String> TAKES_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--enable-native-access",
          "--enable-final-field-mutation",
          "--source",
          "-d",
          "--describe-module");

  private final Charset charset;
  private final List<String> options = new ArrayList<>();
  private String waitingForValue = "";
  private boolean expandsFiles = true;
  private boolean isOver;

  private JvmArguments(Charset charset) {
    this.charset = charset;
  }

  /// The options among arguments, up to the main class.
  ///
  /// @param arguments what comes after the program
  /// @param charset the encoding of argument files
  static List<String> options(List<String> arguments, Charset charset) {
    var reader = new JvmArguments(charset);
    for (String argument : arguments) {
      reader.read(argument);
    }
    return List.copyOf(reader.options);
  }

  /// The options in a variable such as `JDK_JAVA_OPTIONS`, where quotes group and nothing escapes.
  static List<String> optionsOfVariable(String text, Charset charset) {
    var tokens = new ArrayList<String>();
    var token = new StringBuilder();
    boolean isInToken = false;
    char quote = 0;
    for (char c : (text + " ").toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        if (isInToken) {
          tokens.add(token.toString());
        }
        token.setLength(0);
        isInToken = false;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        isInToken = true;
      } else if (c == quote) {
        quote = 0;
      } else {
        token.append(c);
        isInToken = true;
      }
    }
    return options(tokens, charset);
  }

  private void read(String argument) {
    boolean isFile = expandsFiles && !isOver && argument.length() > 1 && argument.charAt(0) == '@';
    if (isFile && argument.charAt(1) != '@') {
      tokensOf(argument.substring(1)).forEach(this::take);
    } else {
      take(argument);
    }
  }

  /// One that has been deleted or is no file says nothing.
  private List<String> tokensOf(String file) {
    try {
      return ArgFileText.tokens(Files.readString(Path.of(file), charset));
    } catch (IOException | InvalidPathException unreadable) {
      return List.of();
    }
  }

  private void take(String token) {
    if (isOver) {
      return;
    }
    if (!waitingForValue.isEmpty()) {
      options.add(waitingForValue + "=" + token);
      waitingForValue = "";
    } else if (TAKES_VALUE.contains(token)) {
      waitingForValue = token;
    } else if (!token.startsWith("-") || isLast(token)) {
      isOver = true;
    } else {
      expandsFiles &= !token.equals("--disable-@files");
      options.add(token);
    }
  }

  private static boolean isLast(String token) {
    return token.equals("-jar")
        || token.equals("-m")
        || token.equals("--module")
        || token.startsWith("--module=");
  }
}
