package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Patch;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what [Lifecycle] asks for, one input after another. Fields without `volatile` belong
/// to the mailbox.
final class Supervisor {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final ProcessSpec spec;
  private final Habitat habitat;
  private final Lifecycle lifecycle;
  private final Portrait portrait;
  private final Mailbox mailbox;
  private final Waits waits;
  private final CurrentRun run;
  private final Handle handle = new Handle(this);
  private final CompletableFuture<ManagedProcess> started = new CompletableFuture<>();

  /// Held while the state changes, so that a process at rest can be taken out of use for good.
  private final ReentrantLock changing = new ReentrantLock();

  private volatile Life life;
  private volatile boolean retired;
  private @Nullable Timer restartTimer;
  private CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);

  /// Begins at once: nobody ever sees it before its start.
  Supervisor(ProcessSpec spec, Habitat habitat) {
    this.spec = spec;
    this.habitat = habitat;
    this.lifecycle = new Lifecycle(Portrait.facts(spec));
    this.mailbox = new Mailbox("process-manager-" + spec.id());
    this.waits = new Waits(mailbox);
    Instant now = habitat.time().now();
    this.portrait = Portrait.of(spec, now);
    this.run = new CurrentRun(portrait, habitat, mailbox, this::step);
    Lifecycle.Step first = lifecycle.step(Life.unborn(now), new Input.Start(), now);
    this.life = first.life();
    mailbox.post(
        () -> {
          waits.starts.add(started);
          first.effects().forEach(this::attempt);
        });
  }

  /// Completes when its first start succeeds.
  CompletableFuture<ManagedProcess> started() {
    return started;
  }

  /// Takes it out of use for good, if it is at rest.
  ///
  /// @return whether it is out of use
  boolean retire() {
    changing.lock();
    try {
      retired |= life.state.isAtRest();
      return retired;
    } finally {
      changing.unlock();
    }
  }

  private void step(Input input) {
    Lifecycle.Step step;
    changing.lock();
    try {
      if (retired) {
        dismiss(input);
        return;
      }
      step = lifecycle.step(life, input, habitat.time().now());
      life = step.life();
    } finally {
      changing.unlock();
    }
    step.effects().forEach(this::attempt);
  }

  /// Out of use, it does nothing any more; but nobody waits in vain.
  private void dismiss(Input input) {
    switch (input) {
      case Input.Start _, Input.Restart _ -> waits.starts.fail(new UnknownIdException(spec.key()));
      case Input.Stop _ -> waits.stopped(StopReport.nothingToDo(spec.id()));
      case Input.StopDone(int _, StopReport report) -> waits.stopped(report);
      default -> {}
    }
  }

  private void post(Input input) {
    mailbox.post(() -> step(input));
  }

  /// An effect that fails must not take the next ones with it.
  private void attempt(Effect effect) {
    try {
      carryOut(effect);
    } catch (RuntimeException | Error failure) {
      LOG.atError()
          .addKeyValue("process", spec.key())
          .setCause(failure)
          .log("{} failed", effect.getClass().getSimpleName());
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Save _ -> save();
      case Effect.Publish(ProcessEvent event) -> habitat.listeners().publish(event);
      case Effect.AwaitIntent _ -> awaitIntent(life.generation);
      case Effect.Launch _ -> run.launch(life.generation);
      case Effect.LimitLaunch(StopPlan plan) -> run.limitLaunch(plan);
      case Effect.EndRun(StopPlan plan) -> run.end(life.generation, plan);
      case Effect.BeginChecks _ -> run.beginChecks();
      case Effect.EndChecks _ -> run.endChecks();
      case Effect.Decide(Ended ended) -> decide(life.generation, ended);
      case Effect.Schedule(Duration delay) -> schedule(life.generation, delay);
      case Effect.CancelSchedule _ -> Optional.ofNullable(restartTimer).ifPresent(Timer::cancel);
      case Effect.Up _ -> waits.up(handle);
      case Effect.Well _ -> waits.well(handle);
      case Effect.InVain _ -> waits.inVain(life, spec.key());
      case Effect.Down _ -> waits.down(life, spec.key());
      case Effect.Stopped(StopReport report) -> waits.stopped(report);
    }
  }

  private void save() {
    try {
      saved = habitat.registry().apply(new Patch.Put(portrait.entry(life)));
    } catch (RuntimeException | Error failure) {
      saved = CompletableFuture.failedFuture(failure);
    }
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
    step(
        habitat.isClosing()
            ? new Input.Stop(StopPlan.immediate())
            : new Input.IntentWritten(generation));
  }

  private void decide(int generation, Ended ended) {
    Thread.ofVirtual()
        .name("process-manager-policy-" + spec.id())
        .start(() -> post(new Input.Decided(generation, decision(ended))));
  }

  private Decision decision(Ended ended) {
    try {
      Decision decision = spec.restartPolicy().decide(ended);
      return decision != null ? decision : Decision.giveUp("the restart policy gave null");
    } catch (RuntimeException | Error failure) {
      LOG.atError()
          .addKeyValue("process", spec.key())
          .setCause(failure)
          .log("The restart policy failed, so there is no restart");
      return Decision.giveUp("the restart policy threw " + failure);
    }
  }

  private void schedule(int generation, Duration delay) {
    restartTimer = habitat.time().after(delay, () -> post(new Input.TimerFired(generation)));
  }

  private <T> CompletableFuture<T> ask(Waiters<T> waiters, Input input) {
    var answer = new CompletableFuture<T>();
    mailbox.post(
        () -> {
          if (habitat.isClosing() && !(input instanceof Input.Stop)) {
            answer.completeExceptionally(new IllegalStateException("The manager is closed"));
            return;
          }
          waiters.add(answer);
          step(input);
        });
    return answer;
  }

  private <T> CompletableFuture<T> atRest(Function<Life, T> view) {
    var answer = new CompletableFuture<T>();
    mailbox.post(
        () -> {
          waits.ends.add(answer, view);
          if (life.state.isAtRest()) {
            waits.ends.complete(life);
          } else if (retired) {
            waits.left(spec.key());
          }
        });
    return answer;
  }

  Handle handle() {
    return handle;
  }

  ProcessStatus status() {
    return portrait.status(life, run.lastHealthCheck());
  }

  CurrentRun run() {
    return run;
  }

  /// Whether there is somebody whose heartbeat this can be.
  boolean refreshHealth() {
    Life now = life;
    boolean runs = now.identity.isPresent() && !now.exited;
    if (runs) {
      run.beat();
    }
    return runs;
  }

  /// The manager ends: what is detached and runs is left, everything else is stopped.
  CompletableFuture<StopReport> end() {
    if (!spec.isDetached()) {
      return stop();
    }
    var answer = new CompletableFuture<StopReport>();
    mailbox.post(
        () -> {
          if (leave()) {
            answer.complete(StopReport.nothingToDo(spec.id()));
          } else {
            stop().whenComplete((report, _) -> answer.complete(report));
          }
        });
    return answer;
  }

  /// Whether it was left to itself, out of use here from now on.
  private boolean leave() {
    changing.lock();
    try {
      if (!isLeft()) {
        return false;
      }
      retired = true;
    } finally {
      changing.unlock();
    }
    run.leave();
    waits.left(spec.key());
    return true;
  }

  /// Whether the end of the manager leaves it to itself.
  boolean isLeft() {
    Life now = life;
    boolean runs = now.identity.isPresent() && !now.exited && now.state != ProcessState.STOPPING;
    return spec.isDetached() && (retired || runs);
  }

  CompletableFuture<ManagedProcess> start() {
    return ask(waits.starts, new Input.Start());
  }

  CompletableFuture<StopReport> stop() {
    return stop(spec.stopPlan());
  }

  CompletableFuture<StopReport> stop(StopPlan plan) {
    return ask(waits.stops, new Input.Stop(plan));
  }

  CompletableFuture<ManagedProcess> restart() {
    return ask(waits.starts, new Input.Restart(spec.stopPlan()));
  }

  CompletableFuture<ManagedProcess> whenHealthy() {
    var answer = new CompletableFuture<ManagedProcess>();
    mailbox.post(
        () -> {
          waits.well.add(answer);
          if (portrait.isWell(life)) {
            waits.well(handle);
          } else if (life.state.isAtRest()) {
            waits.inVain(life, spec.key());
          } else if (retired) {
            waits.left(spec.key());
          }
        });
    return answer;
  }

  CompletableFuture<Exit> exit() {
    return atRest(Portrait::exit);
  }

  CompletableFuture<ProcessResult> result() {
    return atRest(portrait::result);
  }
}
