package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Starts, ends, restarts and checks.
class LifecycleTest extends LifeStory {

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
  void aRunThatReachedItsTimeLimitIsNoExit() {
    give(new Input.Start(), launched(), new Input.RunEnded(1, result(0, Ending.TIMED_OUT)));

    assertThat(theDecide().ended().cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(theDecide().ended().success()).isFalse();
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
  void startingTheRunningSucceeds() {
    give(new Input.Start(), launched());
    effects.clear();
    give(new Input.Start());

    assertThat(effects).containsExactly(new Effect.Up());
    assertThat(life.generation).isEqualTo(1);
  }
}
