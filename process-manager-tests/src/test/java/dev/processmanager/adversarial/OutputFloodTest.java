package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.StopPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Too much output, too long lines, and children that hold pipes.
@Timeout(60)
class OutputFloodTest {

  private final Rig rig = new Rig();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 1_000})
  void aSmallCaptureKeepsHeadAndTailOfHugeOutput(int limit) {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ProcessResult result =
          get(
              pm.runCli(
                  rig.sh("printf START; head -c 50000000 /dev/zero | tr '\\0' x; printf END")
                      .captureLimit(limit)));
      assertThat(result.success()).isTrue();
      assertThat(result.outputTruncated()).isTrue();
      assertThat(result.stdout().length()).isLessThanOrEqualTo(limit + 100);
      if (limit >= 10) {
        assertThat(result.stdout()).startsWith("START").endsWith("END");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 11})
  void aCaptureThatIsJustBigEnoughTruncatesNothing(int limit) {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ProcessResult result = get(pm.runCli(Command.of("printf", "0123456789").captureLimit(limit)));
      assertThat(result.outputTruncated()).isEqualTo(limit < 10);
      if (limit >= 10) {
        assertThat(result.stdout()).isEqualTo("0123456789");
      }
    }
  }

  @Test
  void aHugeLineWithoutEndArrivesInPieces() {
    var longest = new AtomicInteger();
    var total = new AtomicLong();
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      get(
          pm.runCli(
              rig.sh("head -c 20000000 /dev/zero | tr '\\0' x")
                  .captureLimit(10)
                  .onLine(
                      line -> {
                        longest.accumulateAndGet(line.text().length(), Math::max);
                        total.addAndGet(line.text().length());
                      })));
    }
    assertThat(longest).hasValue(65_536);
    assertThat(total).hasValue(20_000_000);
  }

  @ParameterizedTest
  @EnumSource
  void megabytesForAChildThatNeverReadsHinderNoStop(TestEngine engine) {
    byte[] much = new byte[8_000_000];
    try (ProcessManager pm = engine.open()) {
      List<CompletableFuture<ProcessResult>> runs = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        runs.add(
            pm.runCli(
                rig.sh("sleep 30 & exec sleep 60")
                    .input(much)
                    .timeout(ofMillis(300))
                    .stop(StopPlan.graceful(ofMillis(500)))));
      }
      for (CompletableFuture<ProcessResult> run : runs) {
        assertThat(
                millis(
                    () ->
                        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> get(run)))
                            .isInstanceOf(ProcessTimeoutException.class)))
            .isLessThan(6_000);
      }
      var endless =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60")
                      .input(
                          new java.io.InputStream() {
                            @Override
                            public int read() throws java.io.IOException {
                              try {
                                new java.util.concurrent.CountDownLatch(1).await();
                              } catch (InterruptedException e) {
                                throw new java.io.InterruptedIOException();
                              }
                              return 0;
                            }
                          }),
                  as -> as.id("endless")));
      assertThat(millis(() -> assertThat(get(endless.stop()).complete()).isTrue()))
          .isLessThan(3_000);
      ProcessResult done = get(pm.runCli(rig.sh("exit 0").input(much)));
      assertThat(done.success()).isTrue();
    }
    rig.noSurvivors(ofSeconds(3));
  }

  @Test
  void theRestOfATreeWhoseMainProcessEndsByItselfIsGoneWhenTheManagerIsClosed() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ProcessResult result = get(pm.runCli(rig.sh("sleep 60 & echo hi; sleep 0.3; exit 7")));
      assertThat(result.exitCode()).hasValue(7);
      assertThat(result.stdout()).isEqualTo("hi\n");
      get(get(pm.startCliBackground(rig.sh("sleep 61 & sleep 0.3; exit 0"))).exit());
    }
    assertThat(rig.survivors()).isEmpty();
  }
}
