package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Execution;
import dev.processmanager.registry.Registry;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CheckLoopTest {

  private final ManualTime time = new ManualTime();
  private final List<ProbeResult> answers = new CopyOnWriteArrayList<>();
  private final List<Duration> times = new CopyOnWriteArrayList<>();

  @Test
  void asksAfterTheInitialDelayAndThenInItsRhythm() {
    CheckLoop loop =
        loop(
            HealthCheck.readiness(_ -> ProbeResult.pass()).after(ofSeconds(5)).every(ofSeconds(2)));
    loop.begin();

    time.advance(ofSeconds(4));
    assertThat(answers).isEmpty();
    time.advance(ofSeconds(1));
    assertThat(answers).hasSize(1);
    time.advance(ofSeconds(4));
    assertThat(answers).hasSize(3);
  }

  @Test
  void asksNothingAfterItsEnd() {
    CheckLoop loop = loop(HealthCheck.readiness(_ -> ProbeResult.pass()));
    loop.begin();
    loop.end();
    time.advance(Duration.ofHours(1));

    assertThat(answers).isEmpty();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void anAnswerThatIsLateIsAFailureAndInterruptsTheProbe() throws Exception {
    var asking = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    Probe stuck =
        _ -> {
          asking.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return ProbeResult.pass();
        };
    loop(HealthCheck.readiness(stuck).within(ofSeconds(1))).begin();
    Thread asker = Thread.startVirtualThread(() -> time.advance(Duration.ZERO));
    assertThat(asking.await(10, SECONDS)).isTrue();

    time.advance(ofSeconds(1));
    assertThat(interrupted.await(10, SECONDS)).isTrue();
    asker.join(ofSeconds(10));
    assertThat(answers).containsExactly(ProbeResult.fail("no answer within PT1S"));
    assertThat(times).containsExactly(ofSeconds(1));
  }

  @Test
  void neverAsksTwiceAtATimeAndCountsWhatStaysStuck() throws Exception {
    var asked = new AtomicInteger();
    var gate = new CountDownLatch(1);
    Probe deaf =
        _ -> {
          asked.incrementAndGet();
          boolean open = false;
          while (!open) {
            try {
              open = gate.await(10, SECONDS);
            } catch (InterruptedException ignoresIt) {
              Thread.interrupted();
            }
          }
          return ProbeResult.pass();
        };
    loop(HealthCheck.readiness(deaf).within(ofSeconds(1)).every(ofSeconds(2))).begin();
    Thread asker = Thread.startVirtualThread(() -> time.advance(Duration.ZERO));
    await().until(() -> asked.get() == 1);

    time.advance(ofSeconds(5));
    assertThat(asked).hasValue(1);
    assertThat(answers).hasSize(3).allMatch(ProbeResult.Fail.class::isInstance);

    gate.countDown();
    asker.join(ofSeconds(10));
    time.advance(ofSeconds(2));
    assertThat(asked).hasValue(2);
  }

  @Test
  void whateverAProbeDoesTheNextQuestionFollows() {
    var asked = new AtomicInteger();
    Probe hostile =
        _ -> {
          return switch (asked.incrementAndGet()) {
            case 1 -> throw new IOError(new IOException("bad probe"));
            case 2 -> null;
            default -> ProbeResult.pass();
          };
        };
    loop(HealthCheck.readiness(hostile).every(ofSeconds(1))).begin();
    time.advance(ofSeconds(2));

    assertThat(answers).hasSize(3).last().isEqualTo(ProbeResult.pass());
    assertThat(answers.subList(0, 2)).allMatch(ProbeResult.Inconclusive.class::isInstance);
  }

  private CheckLoop loop(HealthCheck check) {
    Execution execution =
        new FakeLauncher()
            .launch(
                new RunContext(
                    "id", 1, time, List.of(), false, Optional.empty(), Map.of(), Optional.empty()))
            .join();
    var habitat =
        new Habitat(
            time,
            Registry.inMemory(),
            new Alone(),
            UnaryOperator.identity(),
            new Listeners(_ -> {}),
            new Neighbours(),
            new AtomicBoolean());
    var context = new RunUnderCheck("id", 1, execution, habitat, new LineWatch(List.of()));
    return new CheckLoop(
        check,
        context,
        time,
        (answer, took) -> {
          answers.add(answer);
          times.add(took);
        });
  }
}
