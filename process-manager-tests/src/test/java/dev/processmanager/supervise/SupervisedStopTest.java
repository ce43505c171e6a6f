package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Stops, removals and the end of all, over fake runs.
class SupervisedStopTest extends OneProcess {

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
}
