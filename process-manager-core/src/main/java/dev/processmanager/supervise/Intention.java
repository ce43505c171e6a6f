package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryConflictException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way to a launch: finds out whose a process is, and notes the intent to launch it. Belongs to
/// the mailbox; whatever reads the registry is done on a thread of its own.
final class Intention {

  private static final int MOST_LOOKS = 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Desk desk;
  private final CurrentState state;
  private final Habitat habitat;
  private final Mailbox mailbox;
  private final Registration registration;
  private int looks;

  Intention(Desk desk, Registration registration) {
    this.desk = desk;
    this.state = desk.state();
    this.habitat = desk.habitat();
    this.mailbox = desk.mailbox();
    this.registration = registration;
  }

  /// A launch waits for its intent to be written, so that a crash right after it loses nobody.
  void await(int generation) {
    if (!registration.isClaimed()) {
      desk.take(new Input.Looking(generation));
      mailbox.elsewhere("registry", () -> look(generation));
    } else if (registration.hasToAsk()) {
      mailbox.elsewhere("registry", () -> askBeforeIntent(generation));
    } else {
      intend(generation);
    }
  }

  /// As long as the note of an intent takes, so long may the look before it.
  private void askBeforeIntent(int generation) {
    try {
      boolean unwanted = registration.isUnwanted();
      mailbox.post(() -> towardsRun(generation, () -> intendUnless(unwanted, generation)));
    } catch (RuntimeException | Error failure) {
      fail(generation, failure);
    }
  }

  private void intendUnless(boolean unwanted, int generation) {
    boolean goesOn = state.life().generation == generation && state.life().isIntended();
    if (goesOn && unwanted) {
      desk.take(new Input.Stop(state.spec().stopPlan()));
    } else if (goesOn && !state.isRetired()) {
      intend(generation);
    }
  }

  private void intend(int generation) {
    registration.intend().whenComplete((_, failure) -> intended(generation, failure));
  }

  private void intended(int generation, @Nullable Throwable failure) {
    Throwable problem = failure == null ? null : ProcessException.unwrapped(failure);
    if (problem instanceof RegistryConflictException conflict) {
      mailbox.post(() -> conflict(generation, conflict));
    } else if (problem != null) {
      fail(generation, problem);
    } else {
      mailbox.post(() -> intentWritten(generation));
    }
  }

  private void look(int generation) {
    try {
      Claim claim = registration.look();
      mailbox.post(() -> towardsRun(generation, () -> found(generation, claim)));
    } catch (RuntimeException | Error unreadable) {
      fail(generation, unreadable);
    }
  }

  /// Whatever fails on the way to a run, whoever waits for it hears of it.
  private void towardsRun(int generation, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      fail(generation, failure);
    }
  }

  /// Whoever was let go meanwhile claims nothing.
  private void found(int generation, Claim claim) {
    if (state.isRetired() || !state.life().inheriting) {
      return;
    }
    switch (claim) {
      case Claim.Free(Optional<Entry> before) -> {
        registration.claim(before);
        desk.take(new Input.Claimed(generation, before.map(Entry::progress)));
      }
      case Claim.Survivor survivor ->
          registration
              .takeOver(survivor)
              .whenComplete(
                  (_, failure) ->
                      mailbox.post(
                          () ->
                              towardsRun(
                                  generation, () -> takenOver(generation, survivor, failure))));
      case Claim.Taken taken -> lookAgain(generation, taken);
    }
  }

  private void takenOver(int generation, Claim.Survivor survivor, @Nullable Throwable failure) {
    Throwable problem = failure == null ? null : ProcessException.unwrapped(failure);
    if (problem == null && state.isRetired()) {
      registration.letGo();
    } else if (problem == null) {
      desk.take(new Input.Survived(generation, survivor.entry(), survivor.process()));
    } else if (problem instanceof RegistryConflictException conflict) {
      conflict(generation, conflict);
    } else {
      registration.unclaim();
      desk.take(new Input.LaunchFailed(generation, problem));
    }
  }

  /// Somebody has written meanwhile. Whether it is his now shows at the next look.
  private void conflict(int generation, RegistryConflictException conflict) {
    registration.unclaim();
    desk.take(new Input.Looking(generation));
    conflict
        .stored()
        .ifPresentOrElse(
            entry -> lookAgain(generation, new Claim.Taken(entry, true)),
            () -> lookAgain(generation, conflict));
  }

  /// Whoever has it may be about to let go of it; but not for ever.
  private void lookAgain(int generation, Claim.Taken taken) {
    if (!taken.mayChange() || !isLookingAgain(generation)) {
      ProcessStatus status = Recorded.status(taken.entry(), habitat.machine());
      refuse(generation, new DuplicateIdException(status));
    }
  }

  /// What has failed may do better in a moment.
  void lookAgain(int generation, Throwable failure) {
    if (!isLookingAgain(generation)) {
      String reason = desk.key() + " cannot be adopted: " + failure.getMessage();
      refuse(generation, new ProcessException(reason, failure));
    }
  }

  private boolean isLookingAgain(int generation) {
    if (looks == MOST_LOOKS) {
      return false;
    }
    looks++;
    registration.unclaim();
    habitat.time().after(LOOK_AGAIN, () -> look(generation));
    return true;
  }

  private void refuse(int generation, ProcessException reason) {
    looks = 0;
    desk.take(new Input.Refused(generation, reason));
  }

  private void intentWritten(int generation) {
    looks = 0;
    desk.take(
        habitat.isClosing()
            ? new Input.Stop(StopPlan.immediate())
            : new Input.IntentWritten(generation));
  }

  /// It runs: the next look is the first again.
  void isDone() {
    looks = 0;
  }

  private void fail(int generation, Throwable failure) {
    desk.post(new Input.LaunchFailed(generation, failure));
  }
}
