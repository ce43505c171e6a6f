package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.pages.Terminal.Screen;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Does what a page tells its reader to do, from top to bottom, and compares.
///
/// A block of `sh` is typed as it stands. The block of `text` that follows is what it prints so
/// far; without one it prints nothing and succeeds. `first terminal` and `second terminal` say
/// which one is meant from there on, `**Enter**` presses that key, and the Java after `save this
/// as` and a name becomes a file of that name where that terminal is.
final class Walkthrough {

  private static final Pattern DIRECTION =
      Pattern.compile("(first|second) terminal|(\\*\\*Enter\\*\\*)|[Ss]ave this as `([^`]+)`");

  private final Page page;
  private final Set<String> left;
  private final Function<String, Terminal> opener;
  private final Duration patience;
  private final Map<String, Terminal> terminals = new LinkedHashMap<>();
  private Terminal terminal;
  private String saveAs = "";

  /// @param skipped commands of the page that are not typed
  /// @param opener opens the first and the second terminal
  /// @param patience how long to wait for what the page says
  Walkthrough(
      Page page, Set<String> skipped, Function<String, Terminal> opener, Duration patience) {
    this.page = page;
    this.left = new HashSet<>(skipped);
    this.opener = opener;
    this.patience = patience;
    this.terminal = terminals.computeIfAbsent("first", opener);
  }

  void follow() {
    page.parts().forEach(this::follow);
    terminals.values().forEach(each -> settle(each, "the end"));
    assertThat(left).as("commands to skip that are not on the page").isEmpty();
  }

  private void follow(Page.Part part) {
    switch (part) {
      case Page.Prose(int _, String text) ->
          DIRECTION.matcher(text).results().forEach(this::follow);
      case Page.Block(int line, String language, String text) -> {
        String place = page.file() + ":" + line;
        switch (language) {
          case "sh" -> type(text.strip(), place);
          case "text" -> compare(new Printed(text), place);
          case "java" -> save(text, place);
          default -> {}
        }
      }
    }
  }

  private void follow(MatchResult direction) {
    if (direction.group(1) != null) {
      terminal = terminals.computeIfAbsent(direction.group(1), opener);
    } else if (direction.group(2) != null) {
      terminal.pressEnter();
    } else {
      saveAs = direction.group(3);
    }
  }

  private void save(String text, String place) {
    if (!saveAs.isEmpty()) {
      type("cat > '" + saveAs + "' <<'END OF FILE'\n" + text + "END OF FILE", place);
      saveAs = "";
    }
  }

  private void type(String command, String place) {
    if (!left.remove(command)) {
      settle(terminal, place);
      terminal.type(command);
    }
  }

  private void compare(Printed expected, String place) {
    Screen seen = await(terminal, screen -> screen.ended() || expected.matches(screen.visible()));
    if (!expected.matches(seen.visible())) {
      assertThat(seen.visible()).as("what is printed at %s", place).isEqualTo(expected.text());
    }
    terminal.markAsRead(seen);
  }

  /// What was typed before has ended, and printed no more than the page says.
  private void settle(Terminal terminal, String place) {
    Screen seen = await(terminal, Screen::ended);
    assertThat(seen.visible())
        .as("what is printed, and not on the page, before %s", place)
        .isBlank();
    assertThat(seen.ended()).as("ended before %s", place).isTrue();
    assertThat(seen.code()).as("the exit code before %s", place).isZero();
  }

  /// {@return what is there once that holds, or when patience is at its end}
  private Screen await(Terminal terminal, Predicate<Screen> holds) {
    try {
      return Awaitility.await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(20))
          .until(terminal::look, holds);
    } catch (ConditionTimeoutException late) {
      return terminal.look();
    }
  }
}
