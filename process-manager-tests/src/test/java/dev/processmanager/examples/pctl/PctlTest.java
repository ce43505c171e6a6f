package dev.processmanager.examples.pctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command line of pctl, in this JVM.
@Timeout(20)
class PctlTest {

  @TempDir Path directory;

  private final StringWriter answers = new StringWriter();
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

  @Test
  void eachCommandExplainsItself() {
    assertThat(pctl("--help")).isZero();
    assertThat(answers.toString()).contains("elk", "Exit codes:");
    assertThat(pctl("elk", "--help")).isZero();
    assertThat(answers.toString()).contains("start", "cleanup");
    assertThat(pctl("elk", "start", "--help")).isZero();
    assertThat(answers.toString()).contains("--file");
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void whatIsDamagedOrNoFileIsSaidAndKeepsNobodyFromTheRest() throws IOException {
    var home = new Home(directory);
    Files.createDirectories(home.profiles());
    Files.createDirectories(home.place("one").getParent());
    Files.writeString(home.profile("one"), "{\"file\"");
    Files.writeString(home.profile("two"), "null");
    Files.writeString(home.place("one"), "nonsense");

    assertThat(pctl("elk", "list")).isZero();
    assertThat(pctl("elk", "start", "one")).isEqualTo(2);
    assertThat(errors.toString()).startsWith("one is new, so say --file");
    String log = directory.toString();
    assertThat(pctl("elk", "start", "two", "--file", log, "--to", "http://x/")).isEqualTo(2);
    assertThat(errors.toString()).contains(log + " is a directory");
  }

  @Test
  void aHomeThatCannotBeWrittenIsOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Home home = new Home(file.resolve("home"));

    assertThat(pctl(home, "elk", "start", "one", "--file", "x", "--to", "http://x/")).isEqualTo(1);
    assertThat(errors.toString().lines()).singleElement().asString().startsWith("pctl: " + file);
  }

  private int pctl(String... arguments) {
    return pctl(new Home(directory), arguments);
  }

  private int pctl(Home home, String... arguments) {
    return Pctl.commandLine(home)
        .setOut(new PrintWriter(answers, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
