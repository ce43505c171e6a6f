package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.HealthCheck.Role;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.registry.Registry;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthHistoryTest {

  private static final ProbeResult FAIL = ProbeResult.fail("no");

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final Supervision supervision =
      new Supervision(time, Registry.inMemory(), UnaryOperator.identity());
  private volatile ProbeResult next = FAIL;

  @Test
  void keepsTheLastTwentyAnswers() {
    var history = new HealthHistory();
    IntStream.range(0, 25).forEach(i -> history.add(record(i)));
    assertThat(history.records()).hasSize(20);
    assertThat(history.records().getFirst()).isEqualTo(record(5));
    assertThat(history.records().getLast()).isEqualTo(record(24));
  }

  @Test
  void cutsOffLongReasons() {
    var longOne = ProbeResult.fail("x".repeat(100_000));
    assertThat(HealthHistory.brief(longOne)).isEqualTo(ProbeResult.fail("x".repeat(1_000) + "…"));
    assertThat(HealthHistory.brief(FAIL)).isEqualTo(FAIL);
  }

  @Test
  void tellsWhatWasAnsweredWhenAndHowOftenItFailed() throws Exception {
    ManagedProcess web =
        started(
            HealthCheck.readiness(
                    _ -> {
                      time.advance(ofMillis(7));
                      return next;
                    })
                .after(ofSeconds(1))
                .every(ofSeconds(1)));
    assertThat(web.healthHistory()).isEmpty();
    Instant begin = time.now();
    ask();
    ask();
    next = ProbeResult.inconclusive("who knows");
    ask();
    next = ProbeResult.pass();
    ask();

    assertThat(web.healthHistory())
        .extracting(HealthRecord::consecutiveFailures)
        .containsExactly(1, 2, 2, 0);
    assertThat(web.healthHistory())
        .extracting(HealthRecord::result)
        .containsExactly(FAIL, FAIL, ProbeResult.inconclusive("who knows"), ProbeResult.pass());
    assertThat(web.healthHistory().getFirst())
        .isEqualTo(
            new HealthRecord(begin.plusMillis(1_007), 1, Role.READINESS, ofMillis(7), FAIL, 1));
  }

  @Test
  void aFailureWithoutAReasonIsOneToo() throws Exception {
    ManagedProcess web =
        started(
            HealthCheck.readiness(_ -> ProbeResult.fail(new IllegalStateException().getMessage()))
                .after(ofSeconds(1))
                .every(ofSeconds(1)));
    ask();
    ask();
    assertThat(web.healthHistory())
        .extracting(HealthRecord::result)
        .containsExactly(ProbeResult.fail("no reason given"), ProbeResult.fail("no reason given"));
  }

  @Test
  void spansIncarnationsWhoseFailuresAreCountedEachFromZero() throws Exception {
    ManagedProcess web =
        started(HealthCheck.readiness(_ -> next).after(ofSeconds(1)).every(ofSeconds(1)));
    ask();
    web.restart().get(10, SECONDS);
    ask();

    assertThat(web.healthHistory()).extracting(HealthRecord::generation).containsExactly(1, 2);
    assertThat(web.healthHistory())
        .extracting(HealthRecord::consecutiveFailures)
        .containsExactly(1, 1);
  }

  @Test
  void holdsNoAnswerThatCameAfterItsIncarnation() throws Exception {
    var asked = new CyclicBarrier(2);
    var gate = new CountDownLatch(1);
    ManagedProcess web =
        started(
            HealthCheck.liveness(
                    context -> {
                      if (context.generation() == 1) {
                        asked.await(10, SECONDS);
                        awaitUninterrupted(gate);
                        return FAIL;
                      }
                      return ProbeResult.pass();
                    })
                .after(ofSeconds(1))
                .failures(1));
    await().until(() -> time.pendingTimers() > 0);
    Thread asker = Thread.startVirtualThread(() -> time.advance(ofSeconds(1)));
    asked.await(10, SECONDS);
    web.restart().get(10, SECONDS);
    gate.countDown();
    assertThat(asker.join(ofSeconds(10))).isTrue();
    ask();

    assertThat(web.healthHistory())
        .extracting(HealthRecord::generation, HealthRecord::result)
        .containsExactly(tuple(2, ProbeResult.pass()));
    assertThat(web.whenHealthy().get(10, SECONDS).status().generation()).isEqualTo(2);
  }

  private static void awaitUninterrupted(CountDownLatch gate) {
    boolean open = false;
    while (!open) {
      try {
        open = gate.await(20, SECONDS);
      } catch (InterruptedException deaf) {
        Thread.interrupted();
      }
    }
  }

  private static HealthRecord record(int number) {
    return new HealthRecord(
        Instant.EPOCH.plusSeconds(number), 1, Role.LIVENESS, Duration.ZERO, FAIL, number);
  }

  private ManagedProcess started(HealthCheck check) throws Exception {
    CompletableFuture<ManagedProcess> started =
        supervision.register(ProcessSpec.of(launcher).id("web").check(check)).started();
    return started.get(10, SECONDS);
  }

  private void ask() {
    await().atMost(10, SECONDS).until(() -> time.pendingTimers() > 0);
    time.advance(ofSeconds(1));
  }
}
