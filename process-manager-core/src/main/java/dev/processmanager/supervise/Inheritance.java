package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import java.util.Optional;

/// What becomes of a process that the registry knows already.
final class Inheritance {

  private Inheritance() {}

  static void looking(Transition t) {
    if (t.next.isIntended()) {
      t.next.inheriting = true;
    }
  }

  /// Its generations and counters go on from where an earlier host has left them.
  ///
  /// @return whether it was stopped meanwhile, before anything could run
  static boolean claimed(Transition t, Optional<Entry.Progress> before) {
    if (!isLooking(t)) {
      return false;
    }
    t.next.inheriting = false;
    before.ifPresent(
        progress -> {
          t.next.generation = Math.max(t.next.generation, progress.generation() + 1);
          t.next.restarts = Math.max(t.next.restarts, progress.restarts());
        });
    boolean stopped = t.next.state == ProcessState.STOPPING;
    if (stopped) {
      t.next.plan = Optional.empty();
    } else {
      t.effect(new Effect.AwaitIntent());
    }
    return stopped;
  }

  /// Somebody who was asked to stop it meanwhile means the one who runs.
  static void survived(Transition t, Input.Survived survived) {
    if (!isLooking(t)) {
      return;
    }
    Entry.Progress progress = survived.entry().progress();
    t.next.generation = Math.max(t.next.generation, progress.generation());
    t.next.restarts = Math.max(t.next.restarts, progress.restarts());
    t.next.restartsInRow = progress.restartsInRow();
    t.next.recentRestarts = progress.recentRestarts();
    t.next.startedAt = progress.startedAt();
    t.next.launching = true;
    t.effect(new Effect.Adopt(survived.entry(), survived.process()));
  }

  static void refused(Transition t, ProcessException failure) {
    boolean stopping = t.next.state == ProcessState.STOPPING;
    if (!isLooking(t) && !t.next.isIntended()) {
      return;
    }
    t.next.inheriting = false;
    t.effect(new Effect.Withdraw());
    t.next.launchFailure = Optional.of(failure);
    t.rest(
        stopping ? ProcessState.STOPPED : ProcessState.FATAL, String.valueOf(failure.getMessage()));
    t.completeStop();
  }

  /// Who was found is being adopted already, and nothing else is found any more.
  private static boolean isLooking(Transition t) {
    return t.next.inheriting && !t.next.launching;
  }
}
