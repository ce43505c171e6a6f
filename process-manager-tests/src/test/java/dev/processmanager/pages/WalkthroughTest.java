package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A page is followed as a reader would, and what is wrong with it is found.
@Timeout(60)
class WalkthroughTest {

  private static final String DIALOGUE =
      """
      ```sh
      echo one; read answer; echo "you said $answer"
      ```
      It says:
      ```text
      one
      ```
      In a second terminal:
      ```sh
      echo two >&2
      ```
      ```text
      two
      ```
      Back in the first terminal, press **Enter**:
      ```text
      you said
      ```
      """;

  @TempDir Path directory;
  private Duration patience = Duration.ofSeconds(30);

  @Test
  void twoTerminalsAndAKeyAreUsedAsThePageSays() {
    assertThatCode(following(DIALOGUE)).doesNotThrowAnyException();
  }

  @Test
  void javaBecomesAFile() {
    assertThatCode(
            following(
                """
                Save this as `Something.java`:
                ```java
                var quote = '"';
                ```
                It is there:
                ```sh
                cat Some*
                ```
                ```text
                var quote = '"';
                ```
                """))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherOutputIsTold() {
    assertBroken(DIALOGUE.replace("two >&2", "three"))
        .hasMessageContainingAll("page.md:13", "three");
  }

  @Test
  void anotherOutputOfARunningProgramIsTold() {
    patience = Duration.ofSeconds(2);
    assertBroken(DIALOGUE.replace("echo one;", "echo none;"))
        .hasMessageContainingAll("page.md:6", "none");
  }

  @Test
  void outputThatIsNotOnThePageIsTold() {
    assertBroken("```sh\necho more\n```\n").hasMessageContaining("more");
    assertBroken(DIALOGUE + "```sh\ntrue\n```\n```sh\necho more\n```\n")
        .hasMessageContaining("more");
  }

  @Test
  void aProgramThatGoesOnAtTheEndIsTold() {
    patience = Duration.ofSeconds(2);
    assertBroken(DIALOGUE.replace("**Enter**", "Enter").replace("you said", "…"))
        .hasMessageContaining("ended before the end");
  }

  @Test
  void aFailureIsTold() {
    assertBroken("```sh\nfalse\n```\n").hasMessageContaining("exit code");
  }

  @Test
  void whatIsSkippedHasToBeThere() {
    assertThatCode(following("```sh\nfalse\n```\n", "false")).doesNotThrowAnyException();
    assertThatThrownBy(following("Nothing.\n", "false")).hasMessageContaining("false");
  }

  private AbstractThrowableAssert<?, ?> assertBroken(String text) {
    return assertThatThrownBy(following(text)).isInstanceOf(AssertionError.class);
  }

  private ThrowingCallable following(String text, String... skipped) {
    return () -> {
      try (var pm = ProcessManager.create()) {
        new Walkthrough(
                Page.parse(Path.of("page.md"), text),
                Set.of(skipped),
                _ -> Terminal.open(pm, Command.of("sh").in(directory)),
                patience)
            .follow();
      }
    };
  }
}
