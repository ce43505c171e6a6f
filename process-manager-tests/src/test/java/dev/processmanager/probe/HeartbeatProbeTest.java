package dev.processmanager.probe;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.processmanager.process.Execution;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatProbeTest {

  private static final Duration AGE = ofSeconds(30);

  @TempDir private Path directory;
  private final ManualTime time = new ManualTime();
  private final Instant start = time.now();
  private final Execution run = new FakeLauncher().launch(new TestLaunch(time)).join();

  @Test
  void silenceMayLastAsLongAsItsAge() throws Exception {
    assertThat(Probe.heartbeat(AGE).check(new TestContext(time, run, start, AGE)))
        .isEqualTo(ProbeResult.pass());
    assertThat(Probe.heartbeat(AGE).check(new TestContext(time, run, start, AGE.plusSeconds(1))))
        .isEqualTo(ProbeResult.fail("no heartbeat for PT31S"));
  }

  @Test
  void aFileCountsFromItsLastChange() throws Exception {
    Path file = Files.createFile(directory.resolve("beat"));
    Probe probe = Probe.heartbeatFile(file, AGE);
    time.advance(ofSeconds(100));
    touch(file, start.plusSeconds(80));
    assertThat(ask(probe)).isEqualTo(ProbeResult.pass());
    time.advance(ofSeconds(11));
    assertThat(ask(probe)).isEqualTo(ProbeResult.fail("no heartbeat in " + file + " for PT31S"));
    touch(file, time.now());
    assertThat(ask(probe)).isEqualTo(ProbeResult.pass());
  }

  @Test
  void aFileOfAnEarlierTimeOrNoneCountsFromTheStart() throws Exception {
    Path old = Files.createFile(directory.resolve("old"));
    touch(old, start.minusSeconds(1_000));
    for (Path file : new Path[] {old, directory.resolve("none")}) {
      assertThat(ask(Probe.heartbeatFile(file, AGE))).isEqualTo(ProbeResult.pass());
    }
    time.advance(ofSeconds(31));
    for (Path file : new Path[] {old, directory.resolve("none")}) {
      assertThat(ask(Probe.heartbeatFile(file, AGE))).isInstanceOf(ProbeResult.Fail.class);
    }
  }

  @Test
  void anAgeIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.heartbeat(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.heartbeatFile(directory, ofSeconds(-1)))
        .withMessageContaining("PT-1S");
  }

  private ProbeResult ask(Probe probe) throws Exception {
    return probe.check(new TestContext(time, run, start, Duration.ZERO));
  }

  private static void touch(Path file, Instant at) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(at));
  }
}
