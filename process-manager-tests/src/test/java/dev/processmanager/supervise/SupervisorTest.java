package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Exit;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.Health;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.registry.Scope;
import dev.processmanager.registry.SessionEntry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The whole of supervision over fake runs and manual time.
class SupervisorTest {

  private static final Backoff ONE_SECOND = Backoff.fixed(ofSeconds(1));

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final Registry registry = Registry.inMemory();
  private final Supervision supervision = new Supervision(time, registry, UnaryOperator.identity());

  @Test
  void aStartedProcessRunsAndIsRemembered() throws Exception {
    ManagedProcess web = start(spec("web").metadata("team", "edge"));

    assertThat(web.status().state()).isEqualTo(ProcessState.RUNNING);
    assertThat(web.status().metadata()).containsEntry("team", "edge");
    assertThat(web.status().health()).isEqualTo(Health.NONE);
    assertThat(web).hasToString("web[RUNNING gen=1]");
    await()
        .untilAsserted(
            () ->
                assertThat(registry.entries())
                    .singleElement()
                    .extracting(entry -> entry.progress().state())
                    .isEqualTo(ProcessState.RUNNING));
  }

  @Test
  void aProcessWithoutAnIdGetsAUuid() throws Exception {
    assertThat(start(ProcessSpec.of(launcher)).id()).matches("[0-9a-f-]{36}");
  }

  @Test
  void anIdIsTakenUntilItsProcessIsAtRest() throws Exception {
    start(spec("web"));
    assertThatThrownBy(() -> start(spec("web")))
        .hasCauseInstanceOf(DuplicateIdException.class)
        .hasMessageContaining("web");

    find("web").stop().get(10, SECONDS);
    assertThat(start(spec("web")).status().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void scopesKeepEqualIdsApart() throws Exception {
    start(spec("web"));
    start(spec("web").scope(Scope.session("s1")));

    assertThat(supervision.all()).hasSize(2);
  }

  @Test
  void aPermanentLaunchErrorFailsTheStart() {
    launcher.failNext(true);

    assertThatThrownBy(() -> start(spec("web").restart(RestartPolicy.always())))
        .hasCauseInstanceOf(LaunchException.class);
    assertThat(find("web").status().state()).isEqualTo(ProcessState.FATAL);
  }

  @Test
  void aTemporaryLaunchErrorIsTriedAgain() throws Exception {
    launcher.failNext(false);
    CompletableFuture<ManagedProcess> started =
        launch(supervision, spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND)));
    awaitState("web", ProcessState.BACKOFF);
    assertThat(started).isNotDone();

    time.advance(ofSeconds(1));
    assertThat(started.get(10, SECONDS).status().restarts()).isEqualTo(1);
  }

  @Test
  void nothingIsLaunchedBeforeItsIntentIsWritten() {
    var written = new CompletableFuture<Void>();
    var slow = new Supervision(time, new FakeRegistry(written), UnaryOperator.identity());
    CompletableFuture<ManagedProcess> started = launch(slow, spec("web"));
    await()
        .until(
            () ->
                slow.find(new Entry.Key(Scope.global(), "web")).orElseThrow().status().state()
                    == ProcessState.STARTING);
    assertThat(launcher.runs()).isEmpty();

    written.complete(null);
    assertThat(started).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aStopDoesNotWaitForTheRegistry() throws Exception {
    var never =
        new Supervision(
            time, new FakeRegistry(new CompletableFuture<>()), UnaryOperator.identity());
    CompletableFuture<ManagedProcess> started = launch(never, spec("web"));
    ManagedProcess web = never.find(new Entry.Key(Scope.global(), "web")).orElseThrow();

    assertThat(web.stop().get(10, SECONDS).complete()).isTrue();
    assertThat(started).failsWithin(10, SECONDS);
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void twoStartsOfOneIdGiveOneProcess() {
    for (int i = 0; i < 200; i++) {
      String id = "web" + i;
      launch(supervision, spec(id));
      assertThat(launch(supervision, spec(id))).isCompletedExceptionally();
      assertThat(find(id).status().state()).isNotEqualTo(ProcessState.STOPPED);
    }
  }

  @Test
  void aRemovedHandleStartsNothing() throws Exception {
    ManagedProcess web = start(spec("web"));
    supervision.remove(new Entry.Key(Scope.global(), "web")).get(10, SECONDS);

    assertThatThrownBy(() -> web.start().get(10, SECONDS))
        .hasCauseInstanceOf(UnknownIdException.class);
    assertThatThrownBy(() -> web.restart().get(10, SECONDS))
        .hasCauseInstanceOf(UnknownIdException.class);
    assertThat(web.stop().get(10, SECONDS).complete()).isTrue();
    assertThat(launcher.runs()).hasSize(1);
    assertThat(registry.entries()).isEmpty();
  }

  @Test
  void nothingStartsWhileEverythingIsBeingClosed() throws Exception {
    ManagedProcess web = start(spec("web"));
    for (CompletableFuture<StopReport> stop : supervision.close()) {
      stop.get(10, SECONDS);
    }

    assertThatThrownBy(() -> web.restart().get(10, SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> launch(supervision, spec("db")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(launcher.runs()).hasSize(1);
  }

  @Test
  void whoStopsWaitingIsForgotten() throws Exception {
    var mailbox = new Mailbox("test");
    var waits = new Waiters<String>(mailbox);
    var waiters = Stream.generate(() -> new CompletableFuture<String>()).limit(1_000).toList();
    waiters.forEach(waiter -> mailbox.post(() -> waits.add(waiter)));
    waiters.forEach(waiter -> waiter.cancel(true));
    var left = new CompletableFuture<Integer>();
    await().atMost(10, SECONDS).until(() -> mailbox.size() == 0);
    mailbox.post(() -> left.complete(waits.size()));

    assertThat(left.get(10, SECONDS)).isZero();
  }

  @Test
  void aSurvivorIsNotForgottenAndCanBeStoppedAgain() throws Exception {
    ManagedProcess web = start(spec("web"));
    launcher.lastRun().stubborn();
    var removed = supervision.remove(new Entry.Key(Scope.global(), "web"));
    await().until(() -> !launcher.lastRun().stops().isEmpty());
    launcher.lastRun().survives();

    assertThat(removed.get(10, SECONDS).complete()).isFalse();
    assertThat(find("web").status().state()).isEqualTo(ProcessState.UNKNOWN);
    var result = web.result();
    assertThat(result).isNotDone();
    launcher.lastRun().exits(0);
    assertThat(result.get(10, SECONDS).exitCode()).hasValue(0);
  }

  @Test
  void aRegistryThatCannotBeWrittenFailsTheStartAndLaunchesNothing() {
    var failed = CompletableFuture.<Void>failedFuture(new RegistryException("disk full", null));
    var broken = new Supervision(time, new FakeRegistry(failed), UnaryOperator.identity());

    assertThatThrownBy(() -> launch(broken, spec("web")).get(10, SECONDS))
        .hasMessageContaining("disk full");
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void afterAllItsRestartsAProcessIsFatal() throws Exception {
    start(spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND).atMost(2)));
    for (int run = 1; run <= 2; run++) {
      launcher.lastRun().exits(1);
      awaitState("web", ProcessState.BACKOFF);
      assertThat(find("web").status().nextAttemptAt()).contains(time.now().plusSeconds(1));
      time.advance(ofSeconds(1));
      awaitRuns(run + 1);
    }
    launcher.lastRun().exits(1);

    awaitState("web", ProcessState.FATAL);
    assertThat(find("web").status().restarts()).isEqualTo(2);
    assertThat(find("web").exit().get(10, SECONDS)).isEqualTo(new Exit.Exited(1));
  }

  @Test
  void aDayOfCrashLoopsTakesNoTime() throws Exception {
    start(
        spec("web")
            .restart(
                RestartPolicy.onFailure()
                    .backoff(Backoff.exponential(ofSeconds(1), 2).max(Duration.ofMinutes(10)))
                    .unlimited()));
    Duration day = Duration.ofDays(1);
    var begin = time.now();
    while (Duration.between(begin, time.now()).compareTo(day) < 0) {
      int runs = launcher.runs().size();
      launcher.lastRun().exits(1);
      awaitState("web", ProcessState.BACKOFF);
      time.advance(
          Duration.between(time.now(), find("web").status().nextAttemptAt().orElseThrow()));
      awaitRuns(runs + 1);
      awaitState("web", ProcessState.RUNNING);
    }

    assertThat(find("web").status().restarts()).isBetween(144, 170);
  }

  @Test
  void anOperatorsStartBeginsAFreshRow() throws Exception {
    start(spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND).atMost(0)));
    launcher.lastRun().exits(1);
    awaitState("web", ProcessState.FATAL);

    assertThat(find("web").start().get(10, SECONDS).status().generation()).isEqualTo(2);
  }

  @Test
  void aStopInBackoffIsAtOnceAndKeepsItDown() throws Exception {
    start(spec("web").restart(RestartPolicy.always().backoff(ONE_SECOND)));
    launcher.lastRun().exits(1);
    awaitState("web", ProcessState.BACKOFF);

    find("web").stop().get(10, SECONDS);
    time.advance(Duration.ofHours(1));
    assertThat(find("web").status().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(launcher.runs()).hasSize(1);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aStopUsesThePlanAndIsNotRestarted() throws Exception {
    var plan = StopPlan.graceful(ofMillis(123));
    start(spec("web").stop(plan).restart(RestartPolicy.always()));
    StopReport report = find("web").stop().get(10, SECONDS);

    assertThat(report.ids()).containsExactly("web");
    assertThat(launcher.lastRun().stops()).containsExactly(plan);
    assertThat(find("web").status().state()).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void stoppingTwiceJoinsAndStopNowHastens() throws Exception {
    start(spec("web"));
    FakeRun run = launcher.lastRun();
    run.stubborn();
    var first = find("web").stop();
    var second = find("web").stopNow();
    await().until(() -> run.stops().size() == 2);
    assertThat(first).isNotDone();

    run.dies(Signal.KILL);
    assertThat(first.get(10, SECONDS)).isEqualTo(second.get(10, SECONDS));
  }

  @Test
  void aRestartGivesANewRun() throws Exception {
    start(spec("web"));
    ManagedProcess again = find("web").restart().get(10, SECONDS);

    assertThat(again.status().generation()).isEqualTo(2);
    assertThat(again.status().restarts()).isEqualTo(1);
    assertThat(launcher.runs().getFirst().stops()).hasSize(1);
  }

  @Test
  void whoSurvivesIsUnknown() throws Exception {
    start(spec("web"));
    launcher.lastRun().stubborn();
    CompletableFuture<StopReport> stopped = find("web").stop();
    await().until(() -> !launcher.lastRun().stops().isEmpty());
    launcher.lastRun().survives();

    assertThat(stopped.get(10, SECONDS).complete()).isFalse();
    awaitState("web", ProcessState.UNKNOWN);
  }

  @Test
  void waitsAreTheCallersOwn() throws Exception {
    ManagedProcess web = start(spec("web"));
    web.exit().cancel(true);
    web.result().complete(null);
    web.whenHealthy().cancel(true);

    assertThat(launcher.lastRun().stops()).isEmpty();
    launcher.lastRun().exits(4);
    assertThat(web.exit().get(10, SECONDS)).isEqualTo(new Exit.Exited(4));
    assertThat(web.result().get(10, SECONDS).success()).isFalse();
  }

  @Test
  void aStartThatEndsBeforeItIsUpFails() {
    CompletableFuture<ManagedProcess> started =
        launch(
            supervision, spec("web").check(HealthCheck.startup(_ -> ProbeResult.fail("not yet"))));
    await().until(() -> !launcher.runs().isEmpty());
    awaitRunning(launcher.lastRun());
    launcher.lastRun().exits(9);

    assertThatThrownBy(() -> started.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ExitException.class);
    assertThat(find("web").status().state()).isEqualTo(ProcessState.FAILED);
  }

  @Test
  void aPolicyThatThrowsIsFatalAndKillsNobodyElse() throws Exception {
    start(
        spec("web")
            .restart(
                _ -> {
                  throw new IllegalStateException("bad policy");
                }));
    launcher.lastRun().exits(1);

    awaitState("web", ProcessState.FATAL);
    assertThat(find("web").start().get(10, SECONDS).status().state())
        .isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aStartupCheckHoldsBackTheStartAndTheOtherChecks() throws Exception {
    var answer = new AtomicReference<>(ProbeResult.fail("not yet"));
    var asked = new CopyOnWriteArrayList<String>();
    CompletableFuture<ManagedProcess> started =
        launch(
            supervision,
            spec("web")
                .check(HealthCheck.startup(_ -> answer.get()))
                .check(
                    HealthCheck.readiness(
                        _ -> {
                          asked.add("ready?");
                          return ProbeResult.pass();
                        })));
    await().until(() -> time.pendingTimers() > 0);
    time.advance(ofSeconds(3));
    assertThat(started).isNotDone();
    assertThat(asked).isEmpty();
    assertThat(find("web").status().state()).isEqualTo(ProcessState.STARTING);

    answer.set(ProbeResult.pass());
    time.advance(ofSeconds(1));
    started.get(10, SECONDS);
    time.advance(Duration.ZERO);
    find("web").whenHealthy().get(10, SECONDS);
    assertThat(asked).isNotEmpty();
    assertThat(find("web").status().health()).isEqualTo(Health.HEALTHY);
    assertThat(find("web").status().lastHealthCheck()).isPresent();
  }

  @Test
  void aFailedLivenessCheckRestartsAndAnUnreadyOneDoesNot() throws Exception {
    var ready = new AtomicReference<>(ProbeResult.fail("busy"));
    var live = new AtomicReference<>(ProbeResult.pass());
    start(
        spec("web")
            .restart(RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ZERO)))
            .check(HealthCheck.readiness(_ -> ready.get()).every(ofSeconds(1)).failures(2))
            .check(HealthCheck.liveness(_ -> live.get()).every(ofSeconds(1)).failures(2)));
    awaitTimers(2);
    time.advance(ofSeconds(5));
    await().until(() -> find("web").status().health() == Health.UNHEALTHY);
    assertThat(launcher.runs()).hasSize(1);

    live.set(ProbeResult.fail("stuck"));
    time.advance(ofSeconds(2));
    awaitRuns(2);
    assertThat(launcher.runs().getFirst().stops()).hasSize(1);
  }

  @Test
  void aThrowingProbeIsInconclusive() throws Exception {
    start(
        spec("web")
            .check(
                HealthCheck.liveness(
                        _ -> {
                          throw new IllegalStateException("bad probe");
                        })
                    .failures(1)));
    awaitTimers(1);
    time.advance(Duration.ofMinutes(10));

    assertThat(find("web").status().state()).isEqualTo(ProcessState.RUNNING);
    assertThat(find("web").status().health()).isEqualTo(Health.STARTING);
  }

  @Test
  void eventsTellTheStoryInOrder() throws Exception {
    List<String> story = new CopyOnWriteArrayList<>();
    supervision.listen(
        _ -> {
          throw new IllegalStateException("bad listener");
        });
    supervision.listen(event -> story.add(event.describe()));
    start(spec("web").restart(RestartPolicy.onFailure().backoff(ONE_SECOND)));
    launcher.lastRun().exits(2);
    awaitState("web", ProcessState.BACKOFF);
    find("web").stop().get(10, SECONDS);

    await().until(() -> story.size() == 6);
    assertThat(story)
        .containsExactly(
            "web: STOPPED -> STARTING (start requested)",
            "web: STARTING -> RUNNING",
            "web: run 1 ended after 0.000 s (exit code 2)",
            "web: restart 1 in 1.000 s",
            "web: RUNNING -> BACKOFF (restart 1 in 1.000 s)",
            "web: BACKOFF -> STOPPED (stop requested)");
  }

  @Test
  void aRemovedProcessIsStoppedAndForgotten() throws Exception {
    start(spec("web"));
    supervision.remove(new Entry.Key(Scope.global(), "web")).get(10, SECONDS);

    assertThat(launcher.lastRun().stops()).hasSize(1);
    assertThat(supervision.all()).isEmpty();
    assertThat(registry.entries()).isEmpty();
    assertThatThrownBy(
            () -> supervision.remove(new Entry.Key(Scope.global(), "web")).get(10, SECONDS))
        .hasCauseInstanceOf(UnknownIdException.class);
  }

  @Test
  void aHundredConcurrentRestartsLeaveOneRun() throws Exception {
    start(spec("web"));
    var restarts = new ArrayList<CompletableFuture<ManagedProcess>>();
    for (int i = 0; i < 100; i++) {
      restarts.add(find("web").restart());
    }
    CompletableFuture.allOf(restarts.toArray(CompletableFuture[]::new)).get(20, SECONDS);

    assertThat(launcher.runs().stream().filter(FakeRun::isAlive)).hasSize(1);
  }

  private ProcessSpec spec(String id) {
    return ProcessSpec.of(launcher).id(id);
  }

  private ManagedProcess start(ProcessSpec spec) throws Exception {
    return launch(supervision, spec).get(10, SECONDS);
  }

  private static CompletableFuture<ManagedProcess> launch(
      Supervision supervision, ProcessSpec spec) {
    try {
      return supervision.register(spec).started();
    } catch (DuplicateIdException taken) {
      return CompletableFuture.failedFuture(taken);
    }
  }

  private ManagedProcess find(String id) {
    return supervision.find(new Entry.Key(Scope.global(), id)).orElseThrow();
  }

  /// The state is visible before its timer is set.
  private void awaitState(String id, ProcessState state) {
    await()
        .atMost(10, SECONDS)
        .pollInterval(ofMillis(2))
        .until(
            () ->
                find(id).status().state() == state
                    && (state != ProcessState.BACKOFF || time.pendingTimers() > 0));
  }

  private void awaitRuns(int runs) {
    await()
        .atMost(10, SECONDS)
        .pollInterval(ofMillis(2))
        .until(() -> launcher.runs().size() == runs);
  }

  private void awaitTimers(int timers) {
    await().atMost(10, SECONDS).until(() -> time.pendingTimers() >= timers);
  }

  private void awaitRunning(FakeRun run) {
    await().until(() -> run.isAlive() && time.pendingTimers() > 0);
  }

  private record FakeRegistry(CompletableFuture<Void> written) implements Registry {
    @Override
    public List<Entry> entries() {
      return List.of();
    }

    @Override
    public List<SessionEntry> sessions() {
      return List.of();
    }

    @Override
    public CompletableFuture<Void> synced() {
      return written;
    }

    @Override
    public CompletableFuture<Void> apply(Patch patch) {
      return written;
    }

    @Override
    public void close() {}
  }
}
