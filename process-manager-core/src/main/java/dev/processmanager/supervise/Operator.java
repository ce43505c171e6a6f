package dev.processmanager.supervise;

import dev.processmanager.process.Ending;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import java.util.Optional;

/// What an operator asks for, in each state. The latest wish counts, and a stop wins over every
/// restart that nobody has asked for.
final class Operator {

  private static final String STOP = "stop requested";

  private Operator() {}

  static void start(Transition t) {
    switch (t.next.state) {
      case STOPPED, FAILED, FATAL, BACKOFF -> t.startAfresh("start requested", true);
      case STARTING, RUNNING -> {
        if (t.next.deciding) {
          t.startAfresh("start requested", true);
        } else if (t.next.state == ProcessState.RUNNING) {
          t.effect(new Effect.Up());
        }
      }
      case STOPPING -> {
        t.next.aim = Life.Aim.AGAIN;
        t.next.killedFor = Optional.empty();
      }
      case UNKNOWN -> t.effect(new Effect.InVain());
    }
  }

  static void stop(Transition t, StopPlan plan) {
    switch (t.next.state) {
      case STOPPED, FAILED, FATAL -> {
        boolean reportIsToCome = t.next.plan.isPresent() && t.next.report.isEmpty();
        if (!reportIsToCome) {
          t.stoppedNothing();
        }
      }
      case BACKOFF -> {
        t.effect(new Effect.CancelSchedule());
        restAsStopped(t, STOP);
      }
      case STARTING, RUNNING, STOPPING, UNKNOWN -> {
        if (t.next.deciding || isOnlyIntended(t)) {
          restAsStopped(t, STOP);
        } else {
          t.endRun(Life.Aim.DOWN, plan, STOP);
        }
      }
    }
  }

  static void restart(Transition t, StopPlan plan) {
    switch (t.next.state) {
      case STOPPED, FAILED, FATAL, BACKOFF -> {
        t.next.restarts += t.next.generation > 0 ? 1 : 0;
        t.startAfresh("restart requested", true);
      }
      case STARTING, RUNNING, STOPPING -> {
        if (t.next.deciding) {
          t.next.restarts++;
          t.startAfresh("restart requested", true);
        } else if (!isOnlyIntended(t)) {
          t.next.killedFor = Optional.empty();
          t.endRun(Life.Aim.AGAIN, plan, "restart requested");
        }
      }
      case UNKNOWN -> t.effect(new Effect.InVain());
    }
  }

  /// A stop does not wait for the registry.
  static boolean isOnlyIntended(Transition t) {
    return t.next.state == ProcessState.STARTING && !t.next.launching && !t.next.inheriting;
  }

  /// As if it had been stopped here; its run has ended already.
  static void stoppedElsewhere(Transition t) {
    if (t.next.deciding) {
      t.next.result = t.next.result.map(Operator::stopped);
      restAsStopped(t, "stopped through another host");
    }
  }

  private static ProcessResult stopped(ProcessResult result) {
    return new ProcessResult(
        result.description(),
        result.exit(),
        Ending.STOPPED,
        false,
        result.stdout(),
        result.stderr(),
        result.outputTruncated(),
        result.outputComplete(),
        result.duration(),
        result.usage());
  }

  static void restAsStopped(Transition t, String reason) {
    t.next.aim = Life.Aim.DOWN;
    t.rest(ProcessState.STOPPED, reason);
    t.completeStop();
  }
}
