package dev.processmanager.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/// A shell to which commands are typed, one after another, and what it prints.
final class Terminal {

  /// The record separator, around the exit code of each command.
  private static final char MARK = '\036';

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final ManagedProcess shell;
  private final StringBuffer printed = new StringBuffer();
  private int read;

  private Terminal(ManagedProcess shell) {
    this.shell = shell;
  }

  static Terminal open(ProcessManager pm, Command shell) {
    var terminal = new Terminal(pm.startCliBackground(shell.interactive()).join());
    Thread.startVirtualThread(terminal::listen);
    terminal.type("exec 2>&1");
    return terminal;
  }

  private void listen() {
    try (Reader output = new InputStreamReader(shell.stdout(), UTF_8)) {
      char[] buffer = new char[8192];
      for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        printed.append(buffer, 0, count);
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  /// Types a command. All of it is one line for the shell, so that what is typed next goes to the
  /// program that runs then.
  void type(String command) {
    read = printed.length();
    send("eval '" + command.replace("'", "'\\''") + "'; printf '\\036%s\\036' \"$?\"\n");
  }

  void pressEnter() {
    send("\n");
  }

  private void send(String text) {
    try {
      shell.stdin().write(text.getBytes(UTF_8));
      shell.stdin().flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// {@return what the last command has printed that was not read yet}
  Screen look() {
    String news = printed.substring(read);
    int end = news.indexOf(MARK);
    int close = end < 0 ? -1 : news.indexOf(MARK, end + 1);
    return close < 0
        ? new Screen(end < 0 ? news : news.substring(0, end), false, 0)
        : new Screen(
            news.substring(0, end), true, Integer.parseInt(news.substring(end + 1, close)));
  }

  void markAsRead(Screen seen) {
    read += seen.text().length();
  }

  /// @param text what was printed
  /// @param ended whether the last command has ended
  /// @param code its exit code, if so
  record Screen(String text, boolean ended, int code) {

    /// {@return what one sees of it}
    String visible() {
      return COLOUR.matcher(text).replaceAll("");
    }
  }
}
