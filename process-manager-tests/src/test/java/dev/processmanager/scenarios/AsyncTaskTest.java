package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.task.AsyncAction;
import dev.processmanager.task.TaskContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Functions on virtual threads that are looked after like any other process.
@Timeout(60)
class AsyncTaskTest {

  private final ProcessManager pm = ProcessManager.create();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    pm.close();
  }

  @Test
  void itIsKnownUnderItsIdLikeAnyOther() {
    ManagedProcess monitor =
        get(pm.startAsyncTask(_ -> release.await(), as -> as.id("m").metadata("team", "edge")));
    ProcessStatus status = get(pm.getStatus("m"));

    assertThat(status.kind()).isEqualTo(ProcessKind.ASYNC_TASK);
    assertThat(status.state()).isEqualTo(ProcessState.RUNNING);
    assertThat(status.metadata()).containsEntry("team", "edge");
    assertThat(status.pid()).isEmpty();
    assertThat(status.description()).contains("AsyncTaskTest");
    assertThat(monitor).hasToString("m[RUNNING gen=1]");
    assertThatThrownBy(() -> get(pm.startAsyncTask(_ -> {}, as -> as.id("m"))))
        .isInstanceOf(DuplicateIdException.class);
  }

  @Test
  void itLivesInAScope() {
    Scope scope = Scope.session("s1");
    get(pm.scope(scope).startAsyncTask(_ -> release.await(), as -> as.id("m")));
    ManagedProcess other = get(pm.scope(scope).startAsyncTask(_ -> release.await()));

    assertThat(get(pm.getHandle("m"))).isEmpty();
    assertThat(get(pm.scope(scope).isRunning("m"))).isTrue();
    assertThat(other.status().scope()).isEqualTo(scope);
  }

  @Test
  void itEndsByItself() {
    ManagedProcess task = get(pm.startAsyncTask(_ -> {}));

    assertThat(get(task.exit())).isEqualTo(new Exit.Returned(null));
    assertThat(get(task.result()).success()).isTrue();
    assertThat(task.status().state()).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void aStopEndsItWithoutAFailure() {
    ManagedProcess task =
        get(
            pm.startAsyncTask(
                _ -> release.await(), as -> as.id("m").restart(RestartPolicy.always())));
    StopReport report = get(pm.stopProcess("m"));

    assertThat(report.complete()).isTrue();
    assertThat(report.asked()).hasSize(1);
    assertThat(task.status().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(get(task.result()).ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void whoThrowsIsRestartedWithWaitsAndThenGivenUp() {
    var runs = new CopyOnWriteArrayList<Integer>();
    var ends = new CopyOnWriteArrayList<ProcessEvent.RunEnded>();
    var waits = new CopyOnWriteArrayList<ProcessEvent.RestartScheduled>();
    pm.listen(
        event -> {
          switch (event) {
            case ProcessEvent.RunEnded ended -> ends.add(ended);
            case ProcessEvent.RestartScheduled scheduled -> waits.add(scheduled);
            default -> {}
          }
        });
    ManagedProcess task =
        get(
            pm.startAsyncTask(
                context -> {
                  runs.add(context.generation());
                  throw new IllegalStateException("made to fail");
                },
                as ->
                    as.restart(
                        RestartPolicy.onFailure()
                            .backoff(Backoff.linear(ofMillis(10)))
                            .atMost(2))));

    assertThat(get(task.exit())).isInstanceOf(Exit.Threw.class);
    assertThat(task.status().state()).isEqualTo(ProcessState.FATAL);
    assertThat(runs).containsExactly(1, 2, 3);
    await().untilAsserted(() -> assertThat(ends).hasSize(3));
    assertThat(ends).allMatch(ended -> ended.cause() == Cause.TASK_THREW);
    assertThat(waits)
        .extracting(ProcessEvent.RestartScheduled::after)
        .containsExactly(ofMillis(10), ofMillis(20));
  }

  @Test
  void oneThatIgnoresItsStopIsUnknownUntilItEnds() {
    ManagedProcess task =
        get(
            pm.startAsyncTask(
                this::ignoreInterrupts, as -> as.stop(StopPlan.graceful(ofMillis(50)))));
    StopReport report = get(task.stop());

    assertThat(report.complete()).isFalse();
    assertThat(report.ids()).containsExactly(task.id());
    assertThat(task.status().state()).isEqualTo(ProcessState.UNKNOWN);

    release.countDown();
    assertThat(get(task.exit())).isEqualTo(new Exit.Returned(null));
    assertThat(task.status().state()).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void oneThatIgnoresItsStopIsNamedAndKeepsNoCloseWaiting() {
    get(
        pm.startAsyncTask(
            this::ignoreInterrupts, as -> as.id("deaf").stop(StopPlan.graceful(ofMinutes(10)))));
    get(pm.startAsyncTask(_ -> release.await(), as -> as.id("polite")));
    StopReport report = get(pm.shutdown(ofMillis(100)));

    assertThat(report.complete()).isFalse();
    assertThat(report.survivors()).as("named once").singleElement().asString().contains("deaf");
    assertThat(get(pm.getStatus("polite")).state()).isEqualTo(ProcessState.STOPPED);
    assertThat(get(pm.getStatus("deaf")).state()).isEqualTo(ProcessState.UNKNOWN);
  }

  @Test
  void aStopDuringTheStartLeavesNothingBehind() {
    var running = new AtomicInteger();
    AsyncAction action =
        _ -> {
          running.incrementAndGet();
          try {
            release.await();
          } finally {
            running.decrementAndGet();
          }
        };
    for (int i = 0; i < 500; i++) {
      CompletableFuture<ManagedProcess> start = pm.startAsyncTask(action, as -> as.id("m"));
      assertThat(get(pm.stopProcess("m")).complete()).isTrue();
      assertThat(get(pm.getStatus("m")).state()).isEqualTo(ProcessState.STOPPED);
      assertThat(start).satisfies(f -> f.handle((_, _) -> true).get(20, SECONDS));
    }
    assertThat(running).hasValue(0);
  }

  @Test
  void cancellingItsStartStopsIt() {
    CompletableFuture<ManagedProcess> start =
        pm.startAsyncTask(
            _ -> release.await(),
            as -> as.id("m").check(HealthCheck.startup(_ -> ProbeResult.fail("not yet"))));
    await().until(() -> get(pm.getStatus("m")).startedAt().isPresent());
    start.cancel(true);

    assertThat(get(pm.waitForProcess("m")).ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void aCheckThatFailsRestartsIt() {
    var well = new AtomicBoolean(true);
    ManagedProcess task =
        get(
            pm.startAsyncTask(
                _ -> release.await(),
                as ->
                    as.restart(RestartPolicy.onFailure().backoff(Backoff.fixed(ofMillis(1))))
                        .check(
                            HealthCheck.liveness(
                                    context ->
                                        well.get() || context.generation() > 1
                                            ? ProbeResult.pass()
                                            : ProbeResult.fail("made to fail"))
                                .every(ofMillis(10)))));
    get(task.whenHealthy());
    well.set(false);

    await().until(() -> task.status().generation() == 2);
    await().until(() -> task.status().health() == Health.HEALTHY);
  }

  @Test
  void anOperatorRestartsIt() {
    var generations = new CopyOnWriteArrayList<Integer>();
    AsyncAction action =
        context -> {
          generations.add(context.generation());
          release.await();
        };
    ManagedProcess task = get(pm.startAsyncTask(action, as -> as.id("m")));
    get(task.restart());
    get(pm.stopProcess("m"));
    get(pm.startProcess("m"));

    await().untilAsserted(() -> assertThat(generations).containsExactly(1, 2, 3));
  }

  @Test
  void itCannotBeDetached() {
    AsyncAction action = _ -> {};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> pm.startAsyncTask(action, as -> as.id("m").detached()))
        .withMessageContaining("\"m\"")
        .withMessageContaining("inside this JVM");
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessSpec.of(action).detached());
    assertThat(get(pm.listProcesses())).isEmpty();
  }

  @Test
  void itsContextHasItsIdAndGeneration() {
    var seen = new CompletableFuture<List<String>>();
    get(
        pm.startAsyncTask(
            task ->
                seen.complete(
                    List.of(
                        task.id() + task.generation(),
                        TaskContext.current().id() + TaskContext.current().generation())),
            as -> as.id("m")));

    assertThat(get(seen)).containsExactly("m1", "m1");
  }

  private void ignoreInterrupts(TaskContext task) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException ignored) {
        Thread.yield();
      }
    }
  }
}
