package dev.processmanager.examples.architect.ctl;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.Map;

/// Where a command reads and writes.
record Terminal(BufferedReader in, PrintWriter out, PrintWriter err, boolean colours) {

  static Terminal ofThisProcess() {
    var console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new Terminal(
        new BufferedReader(new InputStreamReader(System.in, System.out.charset())),
        new PrintWriter(System.out, true),
        new PrintWriter(System.err, true),
        terminal && wantsColours(System.getenv()));
  }

  /// As https://no-color.org has it.
  static boolean wantsColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  String paint(Style style, String text) {
    return colours ? style.paint(text) : text;
  }

  void say(String line) {
    out.println(line);
  }
}
