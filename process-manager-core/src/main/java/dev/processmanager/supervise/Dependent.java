package dev.processmanager.supervise;

import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.restart.Cause;
import java.util.Optional;

/// What becomes of a process when something becomes of those that it depends on.
final class Dependent {

  private Dependent() {}

  static void met(Transition t) {
    if (t.next.state == ProcessState.STARTING && t.next.waiting) {
      t.next.waiting = false;
      t.effect(new Effect.AwaitIntent());
    }
  }

  static void lost(Transition t, Input.DependencyLost lost, StopPlan plan) {
    switch (t.next.state) {
      case STARTING, RUNNING -> {
        if (t.next.deciding || Operator.isOnlyIntended(t)) {
          restUnless(lost.again() || t.next.waiting, t, lost.reason());
        } else {
          t.next.killedFor = Optional.of(Cause.DEPENDENCY_LOST);
          t.endRun(lost.again() ? Life.Aim.AGAIN : Life.Aim.DOWN, plan, lost.reason());
        }
      }
      case BACKOFF -> restUnless(lost.again(), t, lost.reason());
      case STOPPING, STOPPED, FAILED, FATAL, UNKNOWN -> {}
    }
  }

  /// Whoever is about to launch anyway begins with what is there by then.
  private static void restUnless(boolean comesAgain, Transition t, String reason) {
    if (!comesAgain) {
      t.effect(new Effect.CancelSchedule());
      Operator.restAsStopped(t, reason);
    }
  }
}
