package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.SampledEngines;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// A JVM that cannot be started is told of at once, in its own words.
@Timeout(60)
class JvmStartFailureTest {

  private static final JvmOptions BOGUS = JvmOptions.defaults().jvmArgs("-XX:Bogus");

  @TempDir Path directory;

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whatTheJvmRefusesIsToldInItsOwnWords(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      refused(pm.runJvm(BOGUS, () -> 1)).hasMessageContaining("Bogus");
      // Said on standard output.
      refused(pm.runJvm(JvmOptions.defaults().heap("1k"), () -> 1))
          .hasMessageContaining("Too small maximum heap");
      refused(pm.runJvm(JvmOptions.defaults().heap("1500t"), () -> 1)).hasMessageContaining("heap");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aJavaThatIsMissingIsNamed(TestEngine engine) throws IOException {
    Path nowhere = directory.resolve("nowhere");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path broken = fakeJava("#!/no/such/interpreter\n");
    try (ProcessManager pm = engine.open()) {
      for (Path home : List.of(nowhere, empty, broken)) {
        refused(pm.runJvm(JvmOptions.defaults().javaHome(home), () -> 1))
            .hasMessageContaining(home.toString());
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void oneThatHangsIsEndedWithAllItsProcesses(TestEngine engine) throws IOException {
    Path pids = directory.resolve("pids");
    JvmOptions hanging =
        JvmOptions.defaults()
            .javaHome(
                fakeJava("#!/bin/sh\necho hanging\nsleep 61 & echo $$ $! > '%s'\nwait\n", pids))
            .startTimeout(Duration.ofMillis(1_500));
    try (ProcessManager pm = engine.open()) {
      refused(pm.runJvm(hanging, () -> 1))
          .hasMessageContaining("PT1.5S")
          .hasMessageContaining("hanging");
      for (String pid : Files.readString(pids).strip().split(" ")) {
        assertThat(lives(Long.parseLong(pid))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void oneThatSaysNonsenseIsNotTakenForAJvm(TestEngine engine) throws IOException {
    JvmOptions babbling =
        JvmOptions.defaults()
            .javaHome(fakeJava("#!/bin/sh\necho nonsense, and much of it >&3\nsleep 61\n"))
            .startTimeout(Duration.ofSeconds(3));
    try (ProcessManager pm = engine.open()) {
      refused(pm.runJvm(babbling, () -> 1))
          .hasMessageContaining(engine == TestEngine.BARE ? "come up" : "makes no sense");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void inTheBackgroundItIsToldByTheStart(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      refused(pm.startJvmBackground(BOGUS, () -> {}, as -> as.id("bogus")))
          .hasMessageContaining("Bogus");
      refused(pm.startJvmBackground(JvmMain.of("no.such.Main").with(BOGUS)))
          .hasMessageContaining("Bogus");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aPoolGivesUpSoonAndTriesAgainForTheNext(TestEngine engine) throws IOException {
    Path starts = directory.resolve("starts");
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    Path works = directory.resolve("works");
    Path home =
        fakeJava(
            "#!/bin/sh\n[ -e '%s' ] && exec '%s' \"$@\"\necho x >> '%s'; echo broken >&2; exit 1\n",
            works, real, starts);
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().javaHome(home).workers(2).spares(2))) {
      refused(pool.submit(() -> 1)).hasMessageContaining("broken");
      await().during(Duration.ofSeconds(1)).atMost(20, SECONDS).until(() -> isSteady(starts));
      assertThat(Scenario.lines(starts)).hasSizeLessThan(20);
      Scenario.touch(works);

      assertThat(get(pool.submit(() -> 2))).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aPoolStartsNoSparesThatDieAgainAndAgain(TestEngine engine) throws IOException {
    Path starts = directory.resolve("starts");
    Path works = directory.resolve("works");
    Path home =
        fakeJava(
            """
            #!/bin/sh
            echo x >> '%s'
            [ -e '%s' ] || (sleep 0.4; kill -9 $$) &
            exec '%s' "$@"
            """,
            starts, works, Path.of(System.getProperty("java.home"), "bin", "java"));
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().javaHome(home).workers(2).spares(2))) {
      await().during(Duration.ofMillis(1_500)).atMost(20, SECONDS).until(() -> isSteady(starts));
      assertThat(Scenario.lines(starts)).hasSizeBetween(2, 19);
      Scenario.touch(works);

      assertThat(get(pool.submit(() -> 2))).isEqualTo(2);
    }
  }

  private int seen;

  /// Whether there are no more than at the last look.
  private boolean isSteady(Path starts) {
    int before = seen;
    seen = Scenario.lines(starts).size();
    return before == seen;
  }

  private static AbstractThrowableAssert<?, ?> refused(CompletableFuture<?> future) {
    return assertThatThrownBy(() -> future.get(25, SECONDS))
        .cause()
        .isInstanceOf(LaunchException.class);
  }

  private Path fakeJava(String script, Object... arguments) throws IOException {
    Path home = Files.createTempDirectory(directory, "home");
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(java, String.format(script, arguments));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }
}
