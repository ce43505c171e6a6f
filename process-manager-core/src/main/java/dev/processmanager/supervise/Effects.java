package dev.processmanager.supervise;

import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
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

  private final Entry.Key key;
  private final CurrentState state;
  private final Habitat habitat;
  private final Correlation correlation;
  private final Mailbox mailbox;
  private final Waits waits;
  private final CurrentRun run;
  private final Prerequisites prerequisites;
  private final Consumer<Input> step;
  private @Nullable Timer restartTimer;
  private CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);

  /// @param gate what its first launch waits for
  /// @param step takes an input; called on the mailbox
  Effects(
      CurrentState state,
      CompletableFuture<?> gate,
      Habitat habitat,
      Correlation correlation,
      Mailbox mailbox,
      Waits waits,
      Consumer<Input> step) {
    this.key = state.spec().key();
    this.state = state;
    this.habitat = habitat;
    this.correlation = correlation;
    this.mailbox = mailbox;
    this.waits = waits;
    this.step = step;
    this.run = new CurrentRun(state::portrait, habitat, mailbox, step);
    this.prerequisites = new Prerequisites(habitat, gate, this::changePrerequisites);
  }

  CurrentRun run() {
    return run;
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
      }
    }
  }

  private void carryOut(Effect effect, ManagedProcess handle) {
    int generation = state.life().generation;
    switch (effect) {
      case Effect.Save _ -> save();
      case Effect.Publish(ProcessEvent event) -> publish(event);
      case Effect.AwaitDependencies(boolean startThem) -> awaitDependencies(startThem);
      case Effect.AwaitIntent _ -> awaitIntent(generation);
      case Effect.Launch _ -> run.launch(generation);
      case Effect.LimitLaunch(StopPlan plan) -> run.limitLaunch(plan);
      case Effect.EndRun(StopPlan plan) -> run.end(generation, plan);
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

  private void save() {
    try {
      saved = habitat.registry().apply(new Patch.Put(state.portrait().entry(state.life())));
    } catch (RuntimeException | Error failure) {
      saved = CompletableFuture.failedFuture(failure);
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
    saved.whenComplete(
        (_, failure) -> {
          if (failure != null) {
            post(new Input.LaunchFailed(generation, PendingLaunch.unwrapped(failure)));
          } else {
            mailbox.post(() -> intentWritten(generation));
          }
        });
  }

  private void intentWritten(int generation) {
    step.accept(
        habitat.isClosing()
            ? new Input.Stop(StopPlan.immediate())
            : new Input.IntentWritten(generation));
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

  /// A neighbour may have changed while this was being launched.
  private void up(ManagedProcess handle) {
    waits.up(handle);
    if (!state.spec().dependencies().isEmpty()) {
      mailbox.post(this::lookAtNeighbours);
    }
  }

  private void down() {
    prerequisites.end();
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
