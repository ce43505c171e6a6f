package dev.processmanager.supervise;

import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One step in the making: the next [Life] and what it asks for, in order.
final class Transition {

  final Life next;
  final Instant now;
  private final Lifecycle.Facts facts;
  private final List<Effect> effects = new ArrayList<>();

  Transition(Lifecycle.Facts facts, Life life, Instant now) {
    this.facts = facts;
    this.next = life.copy();
    this.now = now;
  }

  Lifecycle.Step done() {
    return new Lifecycle.Step(next, List.copyOf(effects));
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void publish(ProcessEvent event) {
    effects.add(new Effect.Publish(event));
  }

  void to(ProcessState state, String reason) {
    if (state == next.state) {
      return;
    }
    ProcessState from = next.state;
    next.state = state;
    next.updatedAt = now;
    effect(new Effect.Save());
    publish(new ProcessEvent.StateChanged(facts.key(), next.generation, now, from, state, reason));
  }

  void health(Health health, String reason) {
    if (health == next.health) {
      return;
    }
    Health from = next.health;
    next.health = health;
    next.updatedAt = now;
    publish(
        new ProcessEvent.HealthChanged(facts.key(), next.generation, now, from, health, reason));
  }

  /// Begins another run, which its policy has asked for.
  void relaunch(String reason) {
    launch(reason, false);
  }

  /// Whoever still waits for the stop of the run before has it.
  private void launch(String reason, boolean startThem) {
    completeStop();
    next.beginRun();
    next.aim = Life.Aim.UP;
    if (next.state == ProcessState.STARTING) {
      effect(new Effect.Save());
    } else {
      to(ProcessState.STARTING, reason);
    }
    health(facts.checked() ? Health.STARTING : Health.NONE, "");
    next.asked = startThem;
    next.waiting = facts.dependent();
    effect(next.waiting ? new Effect.AwaitDependencies(startThem) : new Effect.AwaitIntent());
  }

  /// Begins a run that an operator has asked for, with a fresh restart budget.
  ///
  /// @param startThem whether that holds for those that it needs, too
  void startAfresh(String reason, boolean startThem) {
    if (next.state == ProcessState.BACKOFF) {
      effect(new Effect.CancelSchedule());
    }
    next.restartsInRow = 0;
    next.recentRestarts = List.of();
    launch(reason, startThem);
  }

  /// Ends the current run, or lets it be ended as soon as it is launched.
  void endRun(Life.Aim aim, StopPlan plan, String reason) {
    if (next.state == ProcessState.UNKNOWN) {
      next.report = Optional.empty();
    }
    next.aim = aim;
    next.plan = Optional.of(plan);
    effect(new Effect.EndChecks());
    to(ProcessState.STOPPING, reason);
    effect(next.identity.isPresent() ? new Effect.EndRun(plan) : new Effect.LimitLaunch(plan));
  }

  void rest(ProcessState state, String reason) {
    next.deciding = false;
    next.nextAttemptAt = Optional.empty();
    to(state, reason);
    health(Health.NONE, "");
    effect(new Effect.Down());
  }

  /// Whoever waits for the stop of this run has its report.
  void completeStop() {
    next.report.ifPresentOrElse(report -> effect(new Effect.Stopped(report)), this::stoppedNothing);
  }

  void stoppedNothing() {
    effect(new Effect.Stopped(StopReport.nothingToDo(facts.key().id())));
  }
}
