package dev.processmanager.examples.architect.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole supervisor as its user meets it: a daemon, a real service, a browser, a database.
@Timeout(90)
class ArchitectDashboardIT {

  private static final String CONFIGURATION =
      """
      {
        "version": "1.0",
        "global": {"api_port": 0},
        "services": {
          "clock": {
            "name": "Clock",
            "command": "/bin/sh",
            "args": ["-c", "while :; do echo tick by $$; sleep 0.2; done"],
            "graceful_shutdown": {"enabled": true, "timeout": 5, "signal": "SIGTERM"}
          }
        },
        "monitoring": {"metrics_interval": 0.5}
      }
      """;
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#token=\\S+");

  @TempDir Path directory;
  private Process daemon;
  private Browser browser;

  @BeforeEach
  void openTheAddressThatTheDaemonPrints() throws IOException {
    Path configuration =
        Files.writeString(directory.resolve("supervisor_config.json"), CONFIGURATION);
    Path output = directory.resolve("output");
    daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.processmanager.examples.architect.Architect",
                "--config",
                configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    browser = Browser.open();
    await()
        .atMost(30, SECONDS)
        .until(() -> !daemon.isAlive() || ADDRESS.matcher(Files.readString(output)).find());
    Matcher address = ADDRESS.matcher(Files.readString(output));
    assertThat(address.find()).as(Files.readString(output)).isTrue();
    browser.driver.get(address.group());
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
    if (daemon != null) {
      daemon.destroy();
      boolean ended = daemon.waitFor(30, SECONDS);
      daemon.destroyForcibly();
      assertThat(ended).isTrue();
    }
  }

  @Test
  void aClickOnRestartChangesThePidOnThePageAndInTheDatabase() {
    browser.awaitText("[data-service=clock] .state", "running");
    String before = pidOnPage();
    await().atMost(15, SECONDS).until(() -> before.equals(pidInDatabase()));
    browser.awaitText("#log", "tick by " + before);

    browser.find("[data-service=clock] [data-action=restart]").click();

    await().atMost(20, SECONDS).until(() -> !pidOnPage().equals(before) && isPid(pidOnPage()));
    String after = pidOnPage();
    assertThat(ProcessHandle.of(Long.parseLong(after))).isPresent();
    await().atMost(15, SECONDS).until(() -> after.equals(pidInDatabase()));
    assertThat(ProcessHandle.of(Long.parseLong(before))).isEmpty();
    browser.awaitText("#log", "tick by " + after);
    browser.awaitText("#events", "clock");
    browser.awaitText("[data-service=clock] .memory", "MB");
  }

  private static boolean isPid(String text) {
    return text.matches("\\d+");
  }

  private String pidOnPage() {
    return browser.find("[data-service=clock] [data-fact=pid]").getText();
  }

  private String pidInDatabase() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/architect.db"));
        var query =
            connection.prepareStatement("select pid from supervisor_services where id = 'clock'");
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getString("pid") : null;
    }
  }
}
