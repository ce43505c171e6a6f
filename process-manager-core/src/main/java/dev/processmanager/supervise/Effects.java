package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.RegistryConflictException;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what [Lifecycle] asks for: record, publish, complete, and whatever comes back as an
/// input later. Belongs to the mailbox.
final class Effects {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private static final int MOST_LOOKS = 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Entry.Key key;
  private final CurrentState state;
  private final Habitat habitat;
  private final Correlation correlation;
  private final Mailbox mailbox;
  private final Waits waits;
  private final CurrentRun run;
  private final Prerequisites prerequisites;
  private final Registration registration;
  private final Consumer<Input> step;
  private final Runnable withdraw;
  private @Nullable Timer restartTimer;
  private int looks;

  /// @param gate what its first launch waits for
  /// @param step takes an input; called on the mailbox
  /// @param withdraw has nothing to do with it any more
  Effects(
      CurrentState state,
      CompletableFuture<?> gate,
      Habitat habitat,
      Correlation correlation,
      Mailbox mailbox,
      Waits waits,
      Consumer<Input> step,
      Runnable withdraw) {
    this.key = state.spec().key();
    this.state = state;
    this.habitat = habitat;
    this.correlation = correlation;
    this.mailbox = mailbox;
    this.waits = waits;
    this.step = step;
    this.withdraw = withdraw;
    this.run = new CurrentRun(state::portrait, habitat, mailbox, step, state::isRetired);
    this.registration = new Registration(state, habitat);
    this.prerequisites = new Prerequisites(habitat, gate, this::changePrerequisites);
  }

  CurrentRun run() {
    return run;
  }

  Registration registration() {
    return registration;
  }

  /// An effect that fails must not take the next ones with it.
  void carryOut(List<Effect> effects, ManagedProcess handle) {
    for (Effect effect : effects) {
      try {
        carryOut(effect, handle);
      } catch (RuntimeException | Error failure) {
        LOG.atError()
            .addKeyValue("process", key)
            .setCause(failure)
            .log("{} failed", effect.getClass().getSimpleName());
        if (effect instanceof Effect.TowardsRun) {
          post(new Input.LaunchFailed(state.life().generation, failure));
        }
      }
    }
  }

  private void carryOut(Effect effect, ManagedProcess handle) {
    int generation = state.life().generation;
    switch (effect) {
      case Effect.Save _ -> registration.save();
      case Effect.Publish(ProcessEvent event) -> publish(event);
      case Effect.AwaitDependencies(boolean startThem) -> awaitDependencies(startThem);
      case Effect.AwaitIntent _ -> awaitIntent(generation);
      case Effect.Launch _ -> run.launch(generation, state.spec().launcher()::launch, registration);
      case Effect.Adopt(Entry entry, Fingerprint process) ->
          run.adopt(generation, entry, process, registration);
      case Effect.LookAgain _ -> lookAgain(generation, Optional.empty());
      case Effect.NoteRun(Identity identity) -> registration.launched(identity);
      case Effect.Withdraw _ -> withdraw.run();
      case Effect.LimitLaunch(StopPlan plan) -> run.limitLaunch(plan);
      case Effect.EndRun(StopPlan plan) -> endRun(generation, plan);
      case Effect.BeginChecks _ -> run.beginChecks();
      case Effect.EndChecks _ -> run.endChecks();
      case Effect.Decide(Ended ended) -> decide(generation, ended);
      case Effect.Schedule(Duration delay) -> schedule(generation, delay);
      case Effect.CancelSchedule _ -> Optional.ofNullable(restartTimer).ifPresent(Timer::cancel);
      case Effect.Up _ -> up(handle);
      case Effect.Well _ -> waits.well(handle);
      case Effect.InVain _ -> waits.inVain(state.life(), key);
      case Effect.Down _ -> down();
      case Effect.Stopped(StopReport report) -> waits.stopped(report);
    }
  }

  private void publish(ProcessEvent event) {
    habitat.listeners().publish(event, correlation.at(event.generation()));
  }

  private void awaitDependencies(boolean startThem) {
    List<String> awaited = prerequisites.await(state.spec(), startThem);
    if (!awaited.isEmpty()) {
      publish(
          new ProcessEvent.DependenciesAwaited(
              key, state.life().generation, habitat.time().now(), awaited));
    }
    lookAtNeighbours();
  }

  private void changePrerequisites(Runnable change) {
    mailbox.post(
        () -> {
          change.run();
          lookAtNeighbours();
        });
  }

  void lookAtNeighbours() {
    Life life = state.life();
    Optional<Input> news =
        life.waiting
            ? prerequisites.whileWaiting(state.spec(), life.generation)
            : prerequisites.whileUp(state.spec(), life.generation);
    news.ifPresent(step);
  }

  /// A launch waits for its intent to be written, so that a crash right after it loses nobody.
  private void awaitIntent(int generation) {
    if (!registration.isClaimed()) {
      step.accept(new Input.Looking(generation));
      mailbox.elsewhere("registry", () -> look(generation));
    } else if (registration.isUnwanted()) {
      step.accept(new Input.Stop(state.spec().stopPlan()));
    } else {
      registration.intend().whenComplete((_, failure) -> intended(generation, failure));
    }
  }

  private void intended(int generation, @Nullable Throwable failure) {
    Throwable problem = failure == null ? null : ProcessException.unwrapped(failure);
    if (problem instanceof RegistryConflictException conflict) {
      mailbox.post(() -> conflict(generation, conflict));
    } else if (problem != null) {
      post(new Input.LaunchFailed(generation, problem));
    } else {
      looks = 0;
      mailbox.post(() -> intentWritten(generation));
    }
  }

  private void look(int generation) {
    try {
      Claim claim = registration.look();
      mailbox.post(() -> towardsRun(generation, () -> found(generation, claim)));
    } catch (RuntimeException | Error unreadable) {
      post(new Input.LaunchFailed(generation, unreadable));
    }
  }

  /// Whatever fails on the way to a run, whoever waits for it hears of it.
  private void towardsRun(int generation, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      post(new Input.LaunchFailed(generation, failure));
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
        step.accept(new Input.Claimed(generation, before.map(Entry::progress)));
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
      case Claim.Taken taken -> lookAgain(generation, Optional.of(taken));
    }
  }

  private void takenOver(int generation, Claim.Survivor survivor, @Nullable Throwable failure) {
    Throwable problem = failure == null ? null : ProcessException.unwrapped(failure);
    if (problem == null && state.isRetired()) {
      registration.letGo();
    } else if (problem == null) {
      step.accept(new Input.Survived(generation, survivor.entry(), survivor.process()));
    } else if (problem instanceof RegistryConflictException conflict) {
      conflict(generation, conflict);
    } else {
      registration.unclaim();
      step.accept(new Input.LaunchFailed(generation, problem));
    }
  }

  /// Somebody has written meanwhile. Whether it is his now shows at the next look.
  private void conflict(int generation, RegistryConflictException conflict) {
    registration.unclaim();
    step.accept(new Input.Looking(generation));
    lookAgain(
        generation,
        conflict.stored().map(entry -> new Claim.Taken(entry, true)).or(Optional::empty));
  }

  /// Whoever has it may be about to let go of it; but not for ever.
  ///
  /// @param taken whose it seems to be
  private void lookAgain(int generation, Optional<Claim.Taken> taken) {
    boolean mayChange = taken.map(Claim.Taken::mayChange).orElse(true);
    if (mayChange && looks < MOST_LOOKS) {
      looks++;
      registration.unclaim();
      habitat.time().after(LOOK_AGAIN, () -> look(generation));
      return;
    }
    looks = 0;
    ProcessException reason =
        taken
            .<ProcessException>map(
                now -> new DuplicateIdException(Recorded.status(now.entry(), habitat.machine())))
            .orElseGet(() -> new ProcessException("It cannot be told who runs as " + key, null));
    step.accept(new Input.Refused(generation, reason));
  }

  private void intentWritten(int generation) {
    step.accept(
        habitat.isClosing()
            ? new Input.Stop(StopPlan.immediate())
            : new Input.IntentWritten(generation));
  }

  /// Whoever has lost it meanwhile, as a host that stood still, signals nobody.
  private void endRun(int generation, StopPlan plan) {
    if (registration.isLost()) {
      withdraw.run();
    } else {
      run.end(generation, plan);
    }
  }

  private void decide(int generation, Ended ended) {
    mailbox.elsewhere("policy", () -> post(new Input.Decided(generation, decision(ended))));
  }

  private Decision decision(Ended ended) {
    try {
      Decision decision = state.spec().restartPolicy().decide(ended);
      return decision != null ? decision : Decision.giveUp("the restart policy gave null");
    } catch (RuntimeException | Error failure) {
      LOG.atError()
          .addKeyValue("process", key)
          .setCause(failure)
          .log("The restart policy failed, so there is no restart");
      return Decision.giveUp("the restart policy threw " + failure);
    }
  }

  private void schedule(int generation, Duration delay) {
    restartTimer = habitat.time().after(delay, () -> post(new Input.TimerFired(generation)));
  }

  /// Others can see that it runs before its start completes. A neighbour may have changed while it
  /// was being launched.
  private void up(ManagedProcess handle) {
    looks = 0;
    registration.settle();
    waits.up(handle, registration.noted());
    if (!state.spec().dependencies().isEmpty()) {
      mailbox.post(this::lookAtNeighbours);
    }
  }

  private void down() {
    prerequisites.end();
    registration.rest();
    Life life = state.life();
    if (state.spec().isCritical() && life.state != ProcessState.STOPPED) {
      LOG.atError().addKeyValue("process", key).log("A critical process is {}", life.state);
    }
    waits.down(life, key);
  }

  private void post(Input input) {
    mailbox.post(() -> step.accept(input));
  }
}
