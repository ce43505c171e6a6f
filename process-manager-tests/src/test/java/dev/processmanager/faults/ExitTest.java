package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.faults.ExitHost.Way;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// However a host ends, its processes end with it, soon, and its exit code stays what it was.
class ExitTest {

  private static final long LIMIT_MILLIS = 15_000;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WAIT_FOR_A_SIGNAL", "EXIT_WHILE_A_SINK_BLOCKS"})
  void ofNativeChildrenNoneSurvives(Way way) {
    endsAsItShould(new Host.Setup(ExitHost.class, "NATIVE", way), code(way));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WAIT_FOR_A_SIGNAL", "EXIT_WHILE_A_SINK_BLOCKS"})
  void ofPortableChildrenNoneSurvives(Way way) {
    endsAsItShould(new Host.Setup(ExitHost.class, "PORTABLE", way), code(way));
  }

  /// Each takes as long as a sink is waited for, so they wait side by side.
  @Test
  void aSinkThatBlocksHoldsUpNoneOfThemForEver() {
    Way way = Way.EXIT_WHILE_A_SINK_BLOCKS;
    try (Host portable = new Host.Setup(ExitHost.class, "PORTABLE", way).start(directory);
        Host natively = new Host.Setup(ExitHost.class, "NATIVE", way).start(directory)) {
      for (Host host : List.of(portable, natively)) {
        awaitReady(host);
        assertEnd(host, ExitHost.CODE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXIT_WHEN_A_RUN_IS_COMPLETE", "EXIT_ON_A_VIRTUAL_THREAD", "EXIT_IN_A_SINK"})
  void theThreadThatExitsMayBeTheOnlyOneThatVirtualThreadsHave(Way way) {
    var setup =
        new Host.Setup(ExitHost.class, "NATIVE", way)
            .options(
                "--enable-native-access=ALL-UNNAMED",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    endsAsItShould(setup, ExitHost.CODE);
  }

  @ParameterizedTest
  @CsvSource({
    "TERM, 143, NATIVE",
    "INT, 130, NATIVE",
    "HUP, 129, NATIVE",
    "TERM, 143, PORTABLE",
    "INT, 130, PORTABLE",
    "HUP, 129, PORTABLE"
  })
  void aSignalEndsItInTheSameWay(String signal, int code, String engine) throws Exception {
    var setup = new Host.Setup(ExitHost.class, engine, Way.WAIT_FOR_A_SIGNAL);
    try (Host host = setup.start(directory)) {
      awaitReady(host);
      Process kill = new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + host.pid()).start();
      assertThat(kill.waitFor()).isZero();
      assertEnd(host, code);
    }
  }

  @Test
  void aWayThatLeavesSomebodyBehindWouldBeNoticed() {
    var setup = new Host.Setup(ExitHost.class, "NATIVE", Way.WAIT_FOR_A_SIGNAL);
    try (Host host = setup.start(directory)) {
      awaitReady(host);
      assertThat(host.survivors()).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private static int code(Way way) {
    return switch (way) {
      case RETURN -> 0;
      case THROW -> 1;
      default -> ExitHost.CODE;
    };
  }

  private void endsAsItShould(Host.Setup setup, int code) {
    try (Host host = setup.start(directory)) {
      awaitReady(host);
      assertEnd(host, code);
    }
  }

  private static void awaitReady(Host host) {
    await().atMost(60, SECONDS).until(() -> host.output().startsWith("ready") || !host.lives());
  }

  private static void assertEnd(Host host, int code) {
    long begin = System.nanoTime();
    int ended = host.exitCode();
    long took = NANOSECONDS.toMillis(System.nanoTime() - begin);

    assertThat(ended).as(() -> host.output() + host.errors()).isEqualTo(code);
    await().atMost(2, SECONDS).untilAsserted(() -> assertThat(host.survivors()).isEmpty());
    assertThat(took).isLessThan(LIMIT_MILLIS);
  }
}
