package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The life of a process as a pure function: state and input give the next state and the effects it
/// asks for. The only place where a state changes.
final class Lifecycle {

  /// What never changes about a process.
  ///
  /// @param stopPlan how a failing check stops it
  /// @param gated whether a startup check must pass before it counts as running
  /// @param checked whether it has any checks
  /// @param dependent whether it depends on others
  record Facts(
      Entry.Key key, StopPlan stopPlan, boolean gated, boolean checked, boolean dependent) {}

  record Step(Life life, List<Effect> effects) {}

  private final Facts facts;

  Lifecycle(Facts facts) {
    this.facts = facts;
  }

  Step step(Life life, Input input, Instant now) {
    if (input instanceof Input.OfRun news && news.generation() != life.generation) {
      return new Step(life, List.of());
    }
    var t = new Transition(facts, life, now);
    take(t, input);
    return t.done();
  }

  private void take(Transition t, Input input) {
    switch (input) {
      case Input.Start _ -> Operator.start(t);
      case Input.Stop(StopPlan plan) -> Operator.stop(t, plan);
      case Input.Restart(StopPlan plan) -> Operator.restart(t, plan);
      case Input.DependenciesMet _ -> Dependent.met(t);
      case Input.DependencyUnmet(int _, DependencyException failure) -> dependencyUnmet(t, failure);
      case Input.DependencyLost lost -> Dependent.lost(t, lost, facts.stopPlan());
      case Input.Looking _ -> Inheritance.looking(t);
      case Input.Claimed(int _, Optional<Entry.Progress> before) -> claimed(t, before);
      case Input.Survived survived -> Inheritance.survived(t, survived);
      case Input.Refused(int _, ProcessException failure) -> Inheritance.refused(t, failure);
      case Input.IntentWritten _ -> intentWritten(t);
      case Input.Launched launched -> launched(t, launched);
      case Input.LaunchFailed failed -> launchFailed(t, failed);
      case Input.MainEnded _ -> t.next.exited = true;
      case Input.RunEnded(int _, ProcessResult result) -> runEnded(t, result);
      case Input.StopDone(int _, StopReport report) -> stopDone(t, report);
      case Input.Decided(int _, Decision decision) -> decided(t, decision);
      case Input.StoppedElsewhere _ -> Operator.stoppedElsewhere(t);
      case Input.TimerFired _ -> timerFired(t);
      case Input.StartupPassed _ -> startupPassed(t);
      case Input.HealthNews(int _, Health health, String reason) -> healthNews(t, health, reason);
      case Input.LimitExceeded exceeded -> limitExceeded(t, exceeded);
      case Input.CheckFailed(int _, Cause cause, String reason) -> checkFailed(t, cause, reason);
    }
  }

  private void claimed(Transition t, Optional<Entry.Progress> before) {
    if (Inheritance.claimed(t, before)) {
      afterStop(t);
    }
  }

  private static void intentWritten(Transition t) {
    if (t.next.isIntended()) {
      t.next.launching = true;
      t.effect(new Effect.Launch());
    }
  }

  private void launched(Transition t, Input.Launched launched) {
    t.next.inheriting = false;
    t.next.identity = Optional.of(launched.identity());
    t.next.startedAt = t.next.startedAt.or(() -> Optional.of(t.now));
    t.effect(new Effect.NoteRun(launched.identity()));
    if (t.next.state == ProcessState.STOPPING) {
      t.effect(new Effect.Save());
      t.effect(new Effect.EndRun(t.next.plan.orElse(facts.stopPlan())));
      return;
    }
    if (facts.gated()) {
      t.effect(new Effect.Save());
    } else {
      running(t);
    }
    t.effect(facts.checked() ? new Effect.BeginChecks() : new Effect.Well());
  }

  private void running(Transition t) {
    t.to(ProcessState.RUNNING, "");
    t.effect(new Effect.Up());
  }

  private void dependencyUnmet(Transition t, DependencyException failure) {
    if (t.next.state == ProcessState.STARTING && t.next.waiting) {
      t.next.waiting = false;
      neverRan(t, Cause.DEPENDENCY_LOST, failure);
      decide(t, Cause.DEPENDENCY_LOST, false, Duration.ZERO);
    }
  }

  private void neverRan(Transition t, Cause cause, Throwable failure) {
    t.next.launchFailure = Optional.of(failure);
    t.next.exit = Optional.of(new Exit.Threw(failure));
    publishEnd(t, cause, Duration.ZERO);
  }

  private void launchFailed(Transition t, Input.LaunchFailed failed) {
    if (t.next.state.isAtRest() || t.next.deciding || runs(t)) {
      return;
    }
    if (t.next.inheriting && t.next.launching) {
      t.next.launching = false;
      t.effect(new Effect.LookAgain(failed.failure()));
      return;
    }
    t.next.inheriting = false;
    neverRan(t, Cause.LAUNCH_FAILED, failed.failure());
    if (t.next.state == ProcessState.STOPPING) {
      afterStop(t);
    } else if (failed.permanent()) {
      t.rest(ProcessState.FATAL, String.valueOf(failed.failure().getMessage()));
    } else {
      decide(t, Cause.LAUNCH_FAILED, false, Duration.ZERO);
    }
  }

  private void runEnded(Transition t, ProcessResult result) {
    Cause cause = t.next.killedFor.orElseGet(() -> ownCause(result));
    t.next.identity = Optional.empty();
    t.next.result = Optional.of(result);
    t.next.exit = Optional.of(result.exit());
    t.effect(new Effect.EndChecks());
    publishEnd(t, cause, result.duration());
    boolean stopped = t.next.state == ProcessState.STOPPING || t.next.state == ProcessState.UNKNOWN;
    if (stopped && t.next.aim != Life.Aim.UP) {
      afterStop(t);
    } else {
      decide(t, cause, !stopped && result.success(), result.duration());
    }
  }

  /// What is thrown on a stop is how a function ends then, not why.
  private static Cause ownCause(ProcessResult result) {
    return switch (result.ending()) {
      case TIMED_OUT -> Cause.TIMED_OUT;
      case EXITED -> result.exit() instanceof Exit.Threw ? Cause.TASK_THREW : Cause.EXITED;
      case SIGNALLED, STOPPED, CANCELLED, UNKNOWN -> Cause.EXITED;
    };
  }

  private void publishEnd(Transition t, Cause cause, Duration uptime) {
    t.publish(
        new ProcessEvent.RunEnded(
            facts.key(), t.next.generation, t.now, cause, t.next.exit.orElseThrow(), uptime));
  }

  private void afterStop(Transition t) {
    if (t.next.aim == Life.Aim.AGAIN) {
      t.next.restarts++;
      boolean asked = t.next.killedFor.isEmpty();
      t.startAfresh(asked ? "restart requested" : "restart of what it depends on", asked);
      return;
    }
    t.rest(ProcessState.STOPPED, "");
    if (t.next.launchFailure.isPresent()) {
      t.next.plan = Optional.empty();
    }
    if (t.next.report.isPresent() || t.next.plan.isEmpty()) {
      t.completeStop();
    }
  }

  private void decide(Transition t, Cause cause, boolean success, Duration uptime) {
    t.next.deciding = true;
    t.effect(
        new Effect.Decide(
            new Ended(
                cause,
                t.next.exit.orElseThrow(),
                success,
                uptime,
                t.next.wasHealthy,
                t.next.restartsInRow,
                t.next.restarts,
                t.next.agesOfRestarts(t.now))));
  }

  private void stopDone(Transition t, StopReport report) {
    t.next.report = Optional.of(report);
    boolean mainSurvived = t.next.identity.filter(report.survivors()::contains).isPresent();
    if (t.next.state == ProcessState.STOPPING && mainSurvived) {
      t.to(ProcessState.UNKNOWN, "it survived its stop");
      t.effect(new Effect.InVain());
      t.completeStop();
    } else if (t.next.state.isAtRest()) {
      t.completeStop();
    }
  }

  private void decided(Transition t, Decision decision) {
    if (!t.next.deciding) {
      return;
    }
    t.next.deciding = false;
    switch (decision) {
      case Decision.Restart(Duration after, int attempt) -> restartAfter(t, after, attempt);
      case Decision.Finish(boolean success) ->
          t.rest(success ? ProcessState.STOPPED : ProcessState.FAILED, "");
      case Decision.GiveUp(String reason) -> t.rest(ProcessState.FATAL, reason);
    }
  }

  private void restartAfter(Transition t, Duration after, int attempt) {
    t.next.restartsInRow = attempt;
    t.publish(
        new ProcessEvent.RestartScheduled(facts.key(), t.next.generation, t.now, after, attempt));
    if (after.isZero()) {
      relaunch(t);
      return;
    }
    t.next.nextAttemptAt = Optional.of(later(t.now, after));
    t.to(ProcessState.BACKOFF, "restart " + attempt + " in " + Words.of(after));
    t.health(Health.NONE, "");
    t.effect(new Effect.Schedule(after));
  }

  private void timerFired(Transition t) {
    if (t.next.state == ProcessState.BACKOFF) {
      relaunch(t);
    }
  }

  private void relaunch(Transition t) {
    t.next.countRestart(t.now);
    t.relaunch("restart " + t.next.restartsInRow);
  }

  private void startupPassed(Transition t) {
    if (t.next.state == ProcessState.STARTING && runs(t)) {
      running(t);
    }
  }

  private void healthNews(Transition t, Health health, String reason) {
    boolean up = t.next.state == ProcessState.STARTING || t.next.state == ProcessState.RUNNING;
    if (!up || !runs(t)) {
      return;
    }
    t.health(health, reason);
    if (health == Health.HEALTHY) {
      t.next.wasHealthy = true;
      t.effect(new Effect.Well());
    }
  }

  private void checkFailed(Transition t, Cause cause, String reason) {
    boolean up = t.next.state == ProcessState.STARTING || t.next.state == ProcessState.RUNNING;
    if (up && runs(t)) {
      t.next.killedFor = Optional.of(cause);
      t.endRun(Life.Aim.UP, facts.stopPlan(), reason);
    }
  }

  private void limitExceeded(Transition t, Input.LimitExceeded exceeded) {
    if (runs(t) && t.next.state != ProcessState.STOPPING) {
      t.publish(
          new ProcessEvent.LimitExceeded(
              facts.key(), t.next.generation, t.now, exceeded.cause(), exceeded.reason()));
      if (exceeded.ends()) {
        checkFailed(t, exceeded.cause(), exceeded.reason());
      }
    }
  }

  private static boolean runs(Transition t) {
    return t.next.identity.isPresent();
  }

  private static Instant later(Instant now, Duration after) {
    return after.compareTo(Duration.between(now, Instant.MAX)) < 0 ? now.plus(after) : Instant.MAX;
  }
}
