package dev.processmanager.probe;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Probes that ask others.
@Timeout(60)
class ProbeCombinationTest {

  private static final ProbeResult PASS = ProbeResult.pass();
  private static final Probe YES = _ -> PASS;
  private static final Probe NO = _ -> ProbeResult.fail("no");

  private final ManualTime time = new ManualTime();
  private final ProbeContext context =
      new TestContext(time, new FakeLauncher().launch(new TestLaunch(time)).join());
  private final CountDownLatch asked = new CountDownLatch(1);

  @Test
  void aFallbackIsAskedOnlyWhereNothingIsKnown() throws Exception {
    Probe unknown = _ -> ProbeResult.inconclusive("who knows");
    Probe broken =
        _ -> {
          throw new IOException("cannot ask");
        };
    assertThat(unknown.fallback(NO).check(context)).isEqualTo(ProbeResult.fail("no"));
    assertThat(broken.fallback(YES).check(context)).isEqualTo(PASS);
    assertThat(NO.fallback(YES).check(context)).isEqualTo(ProbeResult.fail("no"));
    assertThat(YES.fallback(NO).check(context)).isEqualTo(PASS);
    assertThatThrownBy(() -> unknown.fallback(broken).check(context)).hasMessage("cannot ask");
  }

  @Test
  void aFallbackIsNotAskedOnceTheTimeIsUp() throws Exception {
    var fallbackAsked = new AtomicBoolean();
    Probe fallback =
        _ -> {
          fallbackAsked.set(true);
          return PASS;
        };
    Probe wraps =
        context -> {
          try {
            return stuck(context);
          } catch (InterruptedException timeIsUp) {
            Thread.currentThread().interrupt();
            throw new IOException(timeIsUp);
          }
        };
    for (Probe probe : new Probe[] {this::stuck, wraps}) {
      Thread asker = Thread.ofVirtual().unstarted(() -> ask(probe.fallback(fallback)));
      asker.start();
      asker.interrupt();
      assertThat(asker.join(ofSeconds(10))).isTrue();
    }
    assertThat(fallbackAsked).isFalse();
  }

  @Test
  void anAnswerWithinTheLimitStandsAndLeavesNothing() throws Exception {
    assertThat(YES.within(ofSeconds(1)).check(context)).isEqualTo(PASS);
    assertThat(NO.within(ofSeconds(1)).check(context)).isEqualTo(ProbeResult.fail("no"));
    Probe broken =
        _ -> {
          throw new IOException("cannot ask");
        };
    assertThatThrownBy(() -> broken.within(ofSeconds(1)).check(context))
        .isInstanceOf(IOException.class);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aLateAnswerIsAFailureAndItsInterruptEndsWithIt() throws Exception {
    Probe late = this::stuck;
    CompletableFuture<ProbeResult> answer = asking(late.within(ofSeconds(1)));
    time.advance(ofSeconds(1));

    assertThat(answer.get(10, SECONDS)).isEqualTo(ProbeResult.fail("no answer within PT1S"));
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aPassThatComesTooLateIsAFailureAndLeavesNoInterrupt() throws Exception {
    Probe deaf =
        _ -> {
          asked.countDown();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          return PASS;
        };
    CompletableFuture<ProbeResult> answer = asking(deaf.within(ofSeconds(1)));
    time.advance(ofSeconds(1));

    assertThat(answer.get(10, SECONDS)).isEqualTo(ProbeResult.fail("no answer within PT1S"));
  }

  @Test
  void theLimitOfOneProbeIsNotThatOfTheNext() throws Exception {
    Probe late = this::stuck;
    CompletableFuture<ProbeResult> answer =
        asking(late.within(ofSeconds(1)).or(YES.within(ofSeconds(5))));
    time.advance(ofSeconds(1));

    assertThat(answer.get(10, SECONDS)).isEqualTo(PASS);
  }

  @Test
  void whoeverInterruptsAQuestionGetsTheInterruption() {
    Probe late = this::stuck;
    var answer = new CompletableFuture<ProbeResult>();
    Thread asker = Thread.startVirtualThread(() -> complete(answer, late.within(ofSeconds(1))));
    asker.interrupt();

    assertThatThrownBy(() -> answer.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aLimitIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YES.within(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YES.within(ofSeconds(-1)))
        .withMessageContaining("PT-1S");
  }

  private CompletableFuture<ProbeResult> asking(Probe probe) throws InterruptedException {
    var answer = new CompletableFuture<ProbeResult>();
    Thread.startVirtualThread(() -> complete(answer, probe));
    assertThat(asked.await(10, SECONDS)).isTrue();
    return answer;
  }

  private void complete(CompletableFuture<ProbeResult> answer, Probe probe) {
    try {
      ProbeResult given = probe.check(context);
      answer.complete(
          Thread.currentThread().isInterrupted() ? ProbeResult.fail("still interrupted") : given);
    } catch (Exception failure) {
      answer.completeExceptionally(failure);
    }
  }

  private void ask(Probe probe) {
    complete(new CompletableFuture<>(), probe);
  }

  private ProbeResult stuck(ProbeContext context) throws InterruptedException {
    asked.countDown();
    new CountDownLatch(1).await();
    return PASS;
  }
}
