package dev.processmanager.task;

import static dev.processmanager.task.TaskRig.action;
import static dev.processmanager.task.TaskRig.get;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How a task is asked to end, and what is said of one that does not.
@Timeout(60)
class TaskStopTest {

  private static final StopPlan PATIENT = StopPlan.graceful(ofSeconds(10));

  private final TaskRig rig = new TaskRig();
  private final TaskRig.Stubborn stubborn = new TaskRig.Stubborn();

  @AfterEach
  void releaseTheStubborn() {
    stubborn.end.countDown();
  }

  @Test
  void aTaskThatWaitsIsInterrupted() {
    Execution run = rig.launch(action(_ -> new CountDownLatch(1).await()));
    StopReport report = get(run.stop(PATIENT));
    ProcessResult result = get(run.result());

    assertThat(report).isEqualTo(TaskRig.asked(run));
    assertThat(result.ending()).isEqualTo(Ending.STOPPED);
    assertThat(result.success()).isFalse();
    assertThat(result.exit()).isInstanceOf(Exit.Threw.class);
  }

  @Test
  void whatIsStoppedBeforeItCouldBeginBeginsAllTheSame() {
    for (int i = 0; i < 500; i++) {
      var cleanedUp = new CountDownLatch(1);
      Execution run =
          rig.launch(
              action(
                  _ -> {
                    try {
                      new CountDownLatch(1).await();
                    } finally {
                      cleanedUp.countDown();
                    }
                  }));
      get(run.stop(PATIENT));

      assertThat(cleanedUp.getCount()).isZero();
    }
  }

  @Test
  void aTaskThatPollsSeesTheFlag() {
    Execution run =
        rig.launch(
            action(
                task -> {
                  while (!task.isStopRequested()) {
                    LockSupport.parkNanos(1_000_000);
                  }
                }));

    assertThat(get(run.stop(PATIENT)).complete()).isTrue();
    assertThat(get(run.result()).ending()).isEqualTo(Ending.STOPPED);
    assertThat(get(run.result()).success()).isFalse();
  }

  @Test
  void aTaskCanBeEndedByItsCallback() {
    var source = new CompletableFuture<String>();
    var listening = new CountDownLatch(1);
    AsyncTask<String> task =
        context -> {
          context.onStop(() -> source.complete("closed"));
          listening.countDown();
          return source.join();
        };
    Execution run = rig.launch(task);
    awaitLatch(listening);
    get(run.stop(PATIENT));

    assertThat(get(run.exit())).isEqualTo(new Exit.Returned("closed"));
  }

  @Test
  void callbacksThatFailOrHangHoldNobodyBack() {
    var called = new Semaphore(0);
    var never = new CountDownLatch(1);
    var listening = new CountDownLatch(1);
    Execution run =
        rig.launch(
            action(
                task -> {
                  task.onStop(
                      () -> {
                        throw new IllegalStateException("made to fail");
                      });
                  task.onStop(() -> TaskStopTest.awaitLatch(never));
                  task.onStop(called::release);
                  listening.countDown();
                  never.await();
                }));
    awaitLatch(listening);

    assertThat(get(run.stop(PATIENT)).complete()).isTrue();
    assertThat(tryAcquire(called)).isTrue();
    never.countDown();
  }

  @Test
  void aCallbackThatComesTooLateIsCalledAtOnce() {
    var called = new Semaphore(0);
    Execution run =
        rig.launch(
            action(
                task -> {
                  while (!task.isStopRequested()) {
                    LockSupport.parkNanos(1_000_000);
                  }
                  task.onStop(called::release);
                }));
    get(run.stop(PATIENT));

    assertThat(tryAcquire(called)).isTrue();
  }

  @Test
  void aTaskThatIgnoresItsStopIsASurvivorAtTheEndOfTheGrace() {
    Execution run = launchStubborn();
    CompletableFuture<StopReport> stopped = run.stop(PATIENT);
    rig.time.advance(ofMillis(9_999));
    assertThat(stopped).isNotDone();

    rig.time.advance(ofMillis(1));
    StopReport report = get(stopped);
    assertThat(report.survivors()).containsExactly(run.identity());
    assertThat(report.asked()).containsExactly(run.identity());
    assertThat(report.forced()).isEmpty();
    assertThat(report.ids()).containsExactly("job");
    assertThat(run.isAlive()).isTrue();
    assertThat(run.result()).isNotDone();
  }

  @Test
  void whoSurvivedOneStopCanBeStoppedAgain() {
    Execution run = launchStubborn();
    CompletableFuture<StopReport> first = run.stop(PATIENT);
    rig.time.advance(ofSeconds(10));
    assertThat(get(first).complete()).isFalse();

    CompletableFuture<StopReport> second = run.stop(PATIENT);
    assertThat(second).isNotDone();
    stubborn.end.countDown();
    assertThat(get(second)).isEqualTo(TaskRig.asked(run));
    assertThat(get(run.result()).ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void withoutGraceItHasTheKillWait() {
    Execution run = launchStubborn();
    CompletableFuture<StopReport> stopped = run.stop(StopPlan.immediate().killWait(ofSeconds(3)));
    rig.time.advance(ofMillis(2_999));
    assertThat(stopped).isNotDone();

    rig.time.advance(ofMillis(1));
    assertThat(get(stopped).complete()).isFalse();
  }

  @Test
  void aSecondStopJoinsTheFirstAndMayOnlyHurryIt() {
    Execution run = launchStubborn();
    CompletableFuture<StopReport> first = run.stop(PATIENT);
    CompletableFuture<StopReport> slower = run.stop(StopPlan.graceful(ofMinutes(10)));
    CompletableFuture<StopReport> endless =
        run.stop(StopPlan.graceful(Duration.ofSeconds(Long.MAX_VALUE)));
    CompletableFuture<StopReport> faster = run.stop(StopPlan.graceful(ofSeconds(2)));
    rig.time.advance(ofSeconds(2));

    assertThat(get(first).complete()).isFalse();
    assertThat(get(slower)).isEqualTo(get(first));
    assertThat(get(endless)).isEqualTo(get(first));
    assertThat(get(faster)).isEqualTo(get(first));
  }

  @Test
  void whatHasEndedByItselfIsStoppedInVainWithoutAnError() {
    Execution run = rig.launch(action(_ -> {}));
    get(run.result());

    assertThat(get(run.stop(PATIENT))).isEqualTo(StopReport.nothingToDo("job"));
    assertThat(get(run.result()).ending()).isEqualTo(Ending.EXITED);
  }

  @Test
  void stopsInTheInstantOfTheEndAreAnswered() {
    for (int i = 0; i < 2_000; i++) {
      Execution run = rig.launch(action(_ -> {}));
      StopReport report = get(run.stop(PATIENT));
      Ending ending = get(run.result()).ending();

      assertThat(report.complete()).isTrue();
      assertThat(report.asked().isEmpty()).isEqualTo(ending == Ending.EXITED);
    }
  }

  @Test
  void theTimeLimitOfTheRunEndsIt() {
    Execution run = rig.launch(action(_ -> new CountDownLatch(1).await()), ofSeconds(5));
    rig.time.advance(ofMillis(4_999));
    assertThat(run.isAlive()).isTrue();

    rig.time.advance(ofMillis(1));
    assertThat(get(run.result()).ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(get(run.result()).success()).isFalse();
  }

  @Test
  void whoReturnsAValueAfterItsTimeLimitIsNoSuccessEither() {
    AsyncTask<String> task =
        context -> {
          while (!context.isStopRequested()) {
            LockSupport.parkNanos(1_000_000);
          }
          return "too late";
        };
    Execution run = rig.launch(task, ofSeconds(5));
    rig.time.advance(ofSeconds(5));

    assertThat(get(run.result()).ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(get(run.result()).success()).isFalse();
  }

  private Execution launchStubborn() {
    Execution run = rig.launch(stubborn);
    awaitLatch(stubborn.begun);
    return run;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, SECONDS)).isTrue();
    } catch (InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private static boolean tryAcquire(Semaphore called) {
    try {
      return called.tryAcquire(20, SECONDS);
    } catch (InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}
