package dev.processmanager.examples.pctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command line of pctl, in this JVM.
@Timeout(20)
class PctlTest {

  @TempDir Path directory;

  private final StringWriter errors = new StringWriter();

  @Test
  void aWrongCommandLineIsExplainedAndChangesNothing() {
    assertThat(pctl("elk", "start", "new")).isEqualTo(2);
    assertThat(errors.toString()).startsWith("new is new, so say --file the first time");
    assertThat(pctl("elk", "start", "../x", "--file", "x")).isEqualTo(2);
    assertThat(errors.toString()).contains("a profile has letters");
    assertThat(pctl("elk", "start", "one", "--file", "x", "--to", "ftp://x/")).isEqualTo(2);
    assertThat(errors.toString()).contains("--to takes an http or https address, not ftp://x/");
    assertThat(pctl("elk", "frobnicate")).isEqualTo(2);
    assertThat(directory.resolve("profiles")).doesNotExist();
  }

  @Test
  void whatCannotBeDoneIsOneLine() {
    assertThat(pctl("elk", "logs", "nobody")).isEqualTo(1);
    assertThat(errors.toString().lines()).containsExactly("pctl: there is no elk-streamer-nobody");
    assertThat(pctl("elk", "status", "nobody")).isEqualTo(3);
  }

  private int pctl(String... arguments) {
    return Pctl.commandLine(new Home(directory))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
