package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// White-box: inputs go in, states and effects come out, nothing waits.
class LifecycleTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final StopPlan PLAN = StopPlan.graceful(ofSeconds(1));
  private static final Identity WHO = new Identity.InThisJvm("who");

  private Lifecycle lifecycle = lifecycle(false, false);
  private Life life = Life.unborn(NOW);
  private final List<Effect> effects = new ArrayList<>();

  @Test
  void aStartLaunchesAfterItsIntentIsSaved() {
    give(new Input.Start());

    assertThat(life.state).isEqualTo(ProcessState.STARTING);
    assertThat(life.generation).isEqualTo(1);
    assertThat(kinds())
        .containsSubsequence(Effect.Save.class, Effect.Publish.class, Effect.AwaitIntent.class)
        .doesNotContain(Effect.Launch.class);

    give(new Input.IntentWritten(1), new Input.IntentWritten(1));
    assertThat(kinds()).containsOnlyOnce(Effect.Launch.class);
  }

  @Test
  void aLaunchMakesItRunWithoutAStartupCheck() {
    give(new Input.Start(), launched());

    assertThat(life.state).isEqualTo(ProcessState.RUNNING);
    assertThat(kinds()).contains(Effect.Up.class, Effect.Well.class);
  }

  @Test
  void aStartupCheckHoldsItInStarting() {
    lifecycle = lifecycle(true, true);
    give(new Input.Start(), launched());
    assertThat(life.state).isEqualTo(ProcessState.STARTING);
    assertThat(kinds()).contains(Effect.BeginChecks.class).doesNotContain(Effect.Up.class);

    give(new Input.StartupPassed(1));
    assertThat(life.state).isEqualTo(ProcessState.RUNNING);
    assertThat(kinds()).contains(Effect.Up.class);
  }

  @Test
  void aPermanentLaunchErrorIsFatalWithoutAskingThePolicy() {
    give(new Input.Start(), launchFailed(true));

    assertThat(life.state).isEqualTo(ProcessState.FATAL);
    assertThat(kinds()).contains(Effect.Down.class).doesNotContain(Effect.Decide.class);
  }

  @Test
  void aTemporaryLaunchErrorIsForThePolicy() {
    give(new Input.Start(), launchFailed(false));

    assertThat(theDecide().ended().cause()).isEqualTo(Cause.LAUNCH_FAILED);
    assertThat(theDecide().ended().exit()).isInstanceOf(Exit.Threw.class);
  }

  @Test
  void anEndIsForThePolicyWithItsUptime() {
    give(new Input.Start(), launched(), ended(3));

    assertThat(theDecide().ended().cause()).isEqualTo(Cause.EXITED);
    assertThat(theDecide().ended().uptime()).isEqualTo(ofSeconds(7));
    assertThat(theDecide().ended().success()).isFalse();
    assertThat(life.identity).isEmpty();
  }

  @Test
  void aFinishIsARestAccordingToItsSuccess() {
    give(new Input.Start(), launched(), ended(0), decided(new Decision.Finish(true)));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);

    life = Life.unborn(NOW);
    give(new Input.Start(), launched(), ended(1), decided(new Decision.Finish(false)));
    assertThat(life.state).isEqualTo(ProcessState.FAILED);
  }

  @Test
  void aGiveUpIsFatalAndAnOperatorsStartLeavesIt() {
    give(new Input.Start(), launched(), ended(1), decided(Decision.giveUp("enough")));
    assertThat(life.state).isEqualTo(ProcessState.FATAL);

    give(new Input.Start());
    assertThat(life.state).isEqualTo(ProcessState.STARTING);
    assertThat(life.restartsInRow).isZero();
  }

  @Test
  void aRestartWaitsInBackoffAndCounts() {
    give(new Input.Start(), launched(), ended(1), decided(new Decision.Restart(ofSeconds(4), 1)));
    assertThat(life.state).isEqualTo(ProcessState.BACKOFF);
    assertThat(life.nextAttemptAt).contains(NOW.plusSeconds(4));
    assertThat(effects).contains(new Effect.Schedule(ofSeconds(4)));

    give(new Input.TimerFired(1));
    assertThat(life.state).isEqualTo(ProcessState.STARTING);
    assertThat(life.generation).isEqualTo(2);
    assertThat(life.restarts).isEqualTo(1);
    assertThat(life.restartsInRow).isEqualTo(1);
  }

  @Test
  void aRestartWithoutAWaitIsAtOnce() {
    give(new Input.Start(), launched(), ended(1), decided(new Decision.Restart(Duration.ZERO, 1)));

    assertThat(life.state).isEqualTo(ProcessState.STARTING);
    assertThat(life.generation).isEqualTo(2);
  }

  @Test
  void anOperatorsStopWinsOverAPendingRestart() {
    give(new Input.Start(), launched(), ended(1), decided(new Decision.Restart(ofSeconds(4), 1)));
    give(new Input.Stop(PLAN));

    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
    assertThat(kinds()).contains(Effect.CancelSchedule.class, Effect.Stopped.class);
    give(new Input.TimerFired(1));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void anOperatorsStopWinsOverAPolicyThatIsBeingAsked() {
    give(new Input.Start(), launched(), ended(1), new Input.Stop(PLAN));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);

    give(decided(new Decision.Restart(Duration.ZERO, 1)));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void anOperatorsStopWinsOverAFailedCheck() {
    lifecycle = lifecycle(false, true);
    give(
        new Input.Start(),
        launched(),
        new Input.CheckFailed(1, Cause.NOT_LIVE, "down"),
        new Input.Stop(PLAN),
        ended(1),
        new Input.StopDone(1, StopReport.nothingToDo("id")));

    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
    assertThat(kinds()).doesNotContain(Effect.Decide.class);
  }

  @Test
  void aStopDuringALaunchEndsWhatIsLaunched() {
    give(new Input.Start(), new Input.IntentWritten(1), new Input.Stop(PLAN));
    assertThat(life.state).isEqualTo(ProcessState.STOPPING);
    assertThat(kinds()).contains(Effect.LimitLaunch.class).doesNotContain(Effect.EndRun.class);

    give(launched());
    assertThat(effects).contains(new Effect.EndRun(PLAN));
    give(ended(143), new Input.StopDone(1, StopReport.nothingToDo("id")));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
    assertThat(kinds()).contains(Effect.Stopped.class);
  }

  @Test
  void aStopDoesNotWaitForTheRegistry() {
    give(new Input.Start(), new Input.Stop(PLAN));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
    assertThat(kinds()).contains(Effect.Stopped.class);

    give(new Input.IntentWritten(1));
    assertThat(kinds()).doesNotContain(Effect.Launch.class);
  }

  @Test
  void aRunThatReachedItsTimeLimitIsNoExit() {
    give(new Input.Start(), launched(), new Input.RunEnded(1, result(0, Ending.TIMED_OUT)));

    assertThat(theDecide().ended().cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(theDecide().ended().success()).isFalse();
  }

  @Test
  void aSurvivorThatACheckHadEndedIsForThePolicyOnceItEnds() {
    lifecycle = lifecycle(false, true);
    var report = new StopReport(List.of("id"), List.of(WHO), List.of(WHO), List.of(WHO));
    give(
        new Input.Start(),
        launched(),
        new Input.CheckFailed(1, Cause.NOT_LIVE, "down"),
        new Input.StopDone(1, report));
    assertThat(life.state).isEqualTo(ProcessState.UNKNOWN);

    give(ended(137));
    assertThat(theDecide().ended().cause()).isEqualTo(Cause.NOT_LIVE);
  }

  @Test
  void aStopDuringALaunchThatFailsIsComplete() {
    give(new Input.Start(), new Input.IntentWritten(1), new Input.Stop(PLAN), launchFailed(true));

    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
    assertThat(kinds()).contains(Effect.Stopped.class);
  }

  @Test
  void aStopIsCompleteOnceBothItsReportAndTheEndAreKnown() {
    give(new Input.Start(), launched(), new Input.Stop(PLAN));
    effects.clear();
    var report = new StopReport(List.of("id"), List.of(WHO), List.of(), List.of());

    give(new Input.StopDone(1, report));
    assertThat(kinds()).doesNotContain(Effect.Stopped.class);
    give(ended(143));
    assertThat(effects).contains(new Effect.Stopped(report));
  }

  @Test
  void whoSurvivesItsStopIsUnknownUntilItEnds() {
    var report = new StopReport(List.of("id"), List.of(WHO), List.of(WHO), List.of(WHO));
    give(new Input.Start(), launched(), new Input.Stop(PLAN), new Input.StopDone(1, report));
    assertThat(life.state).isEqualTo(ProcessState.UNKNOWN);
    assertThat(effects).contains(new Effect.Stopped(report));

    give(new Input.Start());
    assertThat(life.generation).isEqualTo(1);
    give(ended(137));
    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void aFailedCheckStopsAndAsksThePolicy() {
    lifecycle = lifecycle(false, true);
    give(
        new Input.Start(),
        launched(),
        new Input.HealthNews(1, Health.HEALTHY, ""),
        new Input.CheckFailed(1, Cause.NOT_LIVE, "down"));
    assertThat(life.state).isEqualTo(ProcessState.STOPPING);

    give(ended(143));
    assertThat(theDecide().ended().cause()).isEqualTo(Cause.NOT_LIVE);
    assertThat(theDecide().ended().success()).isFalse();
    assertThat(theDecide().ended().wasHealthy()).isTrue();
    give(decided(new Decision.Restart(ofSeconds(1), 1)));
    assertThat(life.state).isEqualTo(ProcessState.BACKOFF);
  }

  @Test
  void newsOfAnEarlierRunIsDropped() {
    lifecycle = lifecycle(false, true);
    give(new Input.Start(), launched(), ended(1), decided(new Decision.Restart(Duration.ZERO, 1)));
    give(new Input.Launched(2, WHO));
    Life before = life;

    give(
        ended(1),
        new Input.TimerFired(1),
        decided(Decision.giveUp("late")),
        new Input.HealthNews(1, Health.UNHEALTHY, "late"),
        new Input.CheckFailed(1, Cause.NOT_LIVE, "late"),
        new Input.StopDone(1, StopReport.nothingToDo("id")));
    assertThat(life).isSameAs(before);
  }

  @Test
  void aRestartStopsAndLaunchesAgainWithAFreshBudget() {
    give(new Input.Start(), launched(), ended(1), decided(new Decision.Restart(Duration.ZERO, 1)));
    give(new Input.Launched(2, WHO), new Input.Restart(PLAN));
    assertThat(life.state).isEqualTo(ProcessState.STOPPING);

    give(new Input.RunEnded(2, result(143)));
    assertThat(life.state).isEqualTo(ProcessState.STARTING);
    assertThat(life.generation).isEqualTo(3);
    assertThat(life.restarts).isEqualTo(2);
    assertThat(life.restartsInRow).isZero();
  }

  @Test
  void aStopAfterARestartWins() {
    give(new Input.Start(), launched(), new Input.Restart(PLAN), new Input.Stop(PLAN), ended(143));

    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void stoppingTheStoppedSucceeds() {
    give(new Input.Stop(PLAN));

    assertThat(life.state).isEqualTo(ProcessState.STOPPED);
    assertThat(effects).containsExactly(new Effect.Stopped(StopReport.nothingToDo("id")));
  }

  @Test
  void startingTheRunningSucceeds() {
    give(new Input.Start(), launched());
    effects.clear();
    give(new Input.Start());

    assertThat(effects).containsExactly(new Effect.Up());
    assertThat(life.generation).isEqualTo(1);
  }

  private void give(Input... inputs) {
    for (Input input : inputs) {
      boolean ofALaunch = input instanceof Input.Launched || input instanceof Input.LaunchFailed;
      if (ofALaunch && !life.launching) {
        give(new Input.IntentWritten(life.generation));
      }
      Lifecycle.Step step = lifecycle.step(life, input, NOW);
      life = step.life();
      effects.addAll(step.effects());
    }
  }

  private List<Class<?>> kinds() {
    return effects.stream().<Class<?>>map(Effect::getClass).toList();
  }

  private Effect.Decide theDecide() {
    return (Effect.Decide)
        effects.stream().filter(Effect.Decide.class::isInstance).findFirst().orElseThrow();
  }

  private static Input launched() {
    return new Input.Launched(1, WHO);
  }

  private static Input launchFailed(boolean permanent) {
    return new Input.LaunchFailed(1, new LaunchException("x", permanent, "no", null));
  }

  private static Input ended(int code) {
    return new Input.RunEnded(1, result(code));
  }

  private static Input decided(Decision decision) {
    return new Input.Decided(1, decision);
  }

  private static ProcessResult result(int code) {
    return result(code, Ending.EXITED);
  }

  private static ProcessResult result(int code, Ending ending) {
    return new ProcessResult(
        "x",
        new Exit.Exited(code),
        ending,
        code == 0 && ending == Ending.EXITED,
        "",
        "",
        false,
        true,
        ofSeconds(7),
        ResourceUsage.unknown());
  }

  private static Lifecycle lifecycle(boolean gated, boolean checked) {
    return new Lifecycle(
        new Lifecycle.Facts(new Entry.Key(Scope.global(), "id"), PLAN, gated, checked, false));
  }
}
