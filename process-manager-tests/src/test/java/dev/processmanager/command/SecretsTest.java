package dev.processmanager.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource({
    "--password=hunter2, --password=***",
    "API_KEY=hunter2, API_KEY=***",
    "--db-token=hunter2, --db-token=***",
    "https://me:hunter2@host/path, https://me:***@host/path",
    "Authorization: Bearer hunter2, Authorization: Bearer ***",
  })
  void masksWhatLooksLikeACredential(String argument, String shown) {
    assertThat(Secrets.masked(List.of("prog", argument)))
        .doesNotContain("hunter2")
        .isEqualTo(Secrets.masked(List.of("prog")) + " " + quotedIfNeeded(shown));
  }

  @Test
  void masksTheArgumentAfterASecretOption() {
    assertThat(Secrets.masked(List.of("login", "--user", "me", "--password", "hunter2")))
        .isEqualTo("login --user me --password ***");
  }

  @Test
  void showsTheRestAsItIsAndQuotesWhatNeedsIt() {
    assertThat(Secrets.masked(List.of("git", "log", "--format=%h %s", "")))
        .isEqualTo("git log \"--format=%h %s\" \"\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOO=1 mysql --password=hunter2 -h db",
        "curl --token hunter2 http://x",
        "http://x/?a=1&token=hunter2&b=2",
        "X-Api-Key: hunter2",
        "curl -u joe:hunter2 http://x",
        "export DB_PASSWORD='hunter2 with spaces'; run",
      })
  void masksWhatIsInsideAnArgument(String argument) {
    assertThat(Secrets.masked(List.of("sh", "-c", argument)))
        .contains("***")
        .doesNotContain("hunter2");
  }

  @Test
  void masksThePasswordOfAUserOption() {
    assertThat(Secrets.masked(List.of("curl", "-u", "joe:hunter2"))).isEqualTo("curl -u joe:***");
    assertThat(Secrets.masked(List.of("sort", "-u", "file"))).isEqualTo("sort -u file");
  }

  @Test
  void boundsWhatItShows() {
    assertThat(Secrets.masked(List.of("echo", "x".repeat(100_000)))).hasSizeLessThan(1_100);
  }

  private static String quotedIfNeeded(String text) {
    return text.contains(" ") ? '"' + text + '"' : text;
  }
}
