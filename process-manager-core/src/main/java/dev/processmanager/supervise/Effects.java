package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Carries out what [Lifecycle] asks for: record, publish, complete, and whatever comes back as an
/// input later. Belongs to the mailbox.
final class Effects {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final Desk desk;
  private final CurrentState state;
  private final Habitat habitat;
  private final Waits waits;
  private final Correlation correlation;
  private final CurrentRun run;
  private final Prerequisites prerequisites;
  private final Registration registration;
  private final Inquiry inquiry;
  private final Intention intention;
  private final Runnable withdraw;
  private @Nullable Timer restartTimer;

  /// @param gate what its first launch waits for
  /// @param withdraw has nothing to do with it any more
  Effects(Desk desk, CompletableFuture<?> gate, Correlation correlation, Runnable withdraw) {
    this.desk = desk;
    this.state = desk.state();
    this.habitat = desk.habitat();
    this.waits = desk.waits();
    this.correlation = correlation;
    this.withdraw = withdraw;
    this.run = new CurrentRun(desk);
    this.registration = new Registration(state, habitat);
    this.inquiry = new Inquiry(habitat, desk.mailbox());
    this.intention = new Intention(desk, registration);
    this.prerequisites = new Prerequisites(habitat, gate, this::changePrerequisites);
  }

  CurrentRun run() {
    return run;
  }

  Registration registration() {
    return registration;
  }

  Inquiry inquiry() {
    return inquiry;
  }

  /// An effect that fails must not take the next ones with it.
  void carryOut(List<Effect> effects, ManagedProcess handle) {
    for (Effect effect : effects) {
      try {
        carryOut(effect, handle);
      } catch (RuntimeException | Error failure) {
        error().setCause(failure).log("{} failed", effect.getClass().getSimpleName());
        if (effect instanceof Effect.TowardsRun) {
          desk.post(new Input.LaunchFailed(state.life().generation, failure));
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
      case Effect.AwaitIntent _ -> intention.await(generation);
      case Effect.Launch _ -> run.launch(generation, state.spec().launcher()::launch, registration);
      case Effect.Adopt(Entry entry, Fingerprint process) ->
          run.adopt(generation, entry, process, registration);
      case Effect.LookAgain(Throwable failure) -> intention.lookAgain(generation, failure);
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
      case Effect.InVain _ -> waits.inVain(state.life());
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
              desk.key(), state.life().generation, habitat.time().now(), awaited));
    }
    lookAtNeighbours();
  }

  private void changePrerequisites(Runnable change) {
    desk.mailbox()
        .post(
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
    news.ifPresent(desk::take);
  }

  /// Whoever has lost it meanwhile, as a host that stood still, signals nobody.
  private void endRun(int generation, StopPlan plan) {
    if (registration.hasToAsk()) {
      inquiry.ask(registration::isLostOnceWished, lost -> endRun(generation, plan, lost));
    } else {
      run.end(generation, plan);
    }
  }

  private void endRun(int generation, StopPlan plan, boolean lost) {
    if (lost) {
      withdraw.run();
    } else if (state.life().generation == generation) {
      run.end(generation, plan);
    }
  }

  /// Whoever was stopped through another host has not failed.
  private void decide(int generation, Ended ended) {
    if (registration.hasToAsk()) {
      inquiry.ask(
          registration::isUnwanted,
          unwanted -> {
            if (unwanted) {
              desk.take(new Input.StoppedElsewhere(generation));
            } else {
              askPolicy(generation, ended);
            }
          });
    } else {
      askPolicy(generation, ended);
    }
  }

  private void askPolicy(int generation, Ended ended) {
    desk.mailbox()
        .elsewhere("policy", () -> desk.post(new Input.Decided(generation, decision(ended))));
  }

  private Decision decision(Ended ended) {
    try {
      Decision decision = state.spec().restartPolicy().decide(ended);
      return decision != null ? decision : Decision.giveUp("the restart policy gave null");
    } catch (RuntimeException | Error failure) {
      error().setCause(failure).log("The restart policy failed, so there is no restart");
      return Decision.giveUp("the restart policy threw " + failure);
    }
  }

  private void schedule(int generation, Duration delay) {
    restartTimer = habitat.time().after(delay, () -> desk.post(new Input.TimerFired(generation)));
  }

  /// Others can see that it runs before its start completes. A neighbour may have changed while it
  /// was being launched.
  private void up(ManagedProcess handle) {
    intention.isDone();
    registration.settle();
    waits.up(handle, registration.noted());
    if (!state.spec().dependencies().isEmpty()) {
      desk.mailbox().post(this::lookAtNeighbours);
    }
  }

  private void down() {
    prerequisites.end();
    registration.rest();
    Life life = state.life();
    if (state.spec().isCritical() && life.state != ProcessState.STOPPED) {
      error().log("A critical process is {}", life.state);
    }
    waits.down(life);
  }

  private LoggingEventBuilder error() {
    return LOG.atError()
        .addKeyValue("process", desk.key())
        .addKeyValue("generation", state.life().generation);
  }
}
