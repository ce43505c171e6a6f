package dev.processmanager.pages;

import dev.processmanager.ProcessManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands of README and tutorial do, in a clean clone and an empty home directory, what the
/// pages say.
@TestMethodOrder(MethodName.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PagesIT {

  /// What README names besides, and who runs it.
  private static final Set<String> RUN_ELSEWHERE =
      Set.of(
          // This test is a part of that.
          "./mvnw -B verify",
          // These take 20 and 10 minutes, and write the pages that README leads to.
          "./mvnw -Pbenchmark verify",
          "./mvnw -Ptraps verify",
          // OrchestratorIT, DaemonTest, PctlIT, PsmVerifyTest and PsmSessionTest.
          "process-manager-examples/launch.sh --restart --scraper='ping localhost' --overlay='top -b'",
          "process-manager-examples/bin/architect --config process-manager-examples/samples/architect/supervisor_config.json",
          "process-manager-examples/bin/pctl elk start myenv --file app.log --to http://localhost:8080/logs",
          "process-manager-examples/bin/psm up",
          "psm session register \"$$\" \"$$\" \"$PWD\"; trap 'psm session cleanup \"$$\"' EXIT");

  /// With nothing downloaded yet, the first command has much to fetch.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir static Path home;
  private static Newcomer newcomer;

  @BeforeAll
  static void clonesTheRepository() throws IOException, InterruptedException {
    newcomer = Newcomer.settle(home, Path.of("..").toRealPath());
  }

  @Test
  void firstTheReadmeHoldsWhatItPromises() {
    follow("README.md", RUN_ELSEWHERE);
  }

  @Test
  void thenTheTutorialDoes() {
    follow("docs/tutorial.md", Set.of());
  }

  private static void follow(String page, Set<String> skipped) {
    try (var pm = ProcessManager.create()) {
      new Walkthrough(
              Page.read(newcomer.repository().resolve(page)),
              skipped,
              which -> newcomer.open(pm, which),
              PATIENCE)
          .follow();
    }
  }
}
