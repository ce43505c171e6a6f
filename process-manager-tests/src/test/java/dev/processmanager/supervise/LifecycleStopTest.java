package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Stops, which win over everything else.
class LifecycleStopTest extends LifeStory {

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
}
