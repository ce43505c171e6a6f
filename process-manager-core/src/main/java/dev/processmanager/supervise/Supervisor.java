package dev.processmanager.supervise;

import dev.processmanager.output.Output;
import dev.processmanager.output.OutputSink;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Patch;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.time.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what [Lifecycle] asks for, one input after another. Fields without `volatile` belong
/// to the mailbox.
final class Supervisor implements ManagedProcess {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");
  private static final int OUTPUT_LINES = 1_000;

  private final ProcessSpec spec;
  private final Habitat habitat;
  private final Lifecycle lifecycle;
  private final Portrait portrait;
  private final Mailbox mailbox;
  private final Output.Recorder output = Output.recorder(OUTPUT_LINES);
  private final Waits waits = new Waits();

  private volatile Life life;
  private volatile @Nullable Execution execution;
  private volatile @Nullable Checks checks;
  private @Nullable Timer restartTimer;
  private CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);

  Supervisor(ProcessSpec spec, Habitat habitat) {
    this.spec = spec;
    this.habitat = habitat;
    this.lifecycle = new Lifecycle(Portrait.facts(spec));
    Instant now = habitat.time().now();
    this.portrait = new Portrait(spec, now);
    this.life = Life.unborn(now);
    this.mailbox = new Mailbox("process-manager-" + spec.id());
  }

  private void step(Input input) {
    Lifecycle.Step step = lifecycle.step(life, input, habitat.time().now());
    life = step.life();
    step.effects().forEach(this::carryOut);
  }

  private void post(Input input) {
    mailbox.post(() -> step(input));
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Save _ -> saved = habitat.registry().apply(new Patch.Put(portrait.entry(life)));
      case Effect.Publish(ProcessEvent event) -> habitat.listeners().publish(event);
      case Effect.Launch _ -> launch(life.generation);
      case Effect.EndRun(StopPlan plan) -> endRun(plan);
      case Effect.BeginChecks _ -> beginChecks();
      case Effect.EndChecks _ -> endChecks();
      case Effect.Decide(Ended ended) -> decide(life.generation, ended);
      case Effect.Schedule(var delay) -> {
        int generation = life.generation;
        restartTimer = habitat.time().after(delay, () -> post(new Input.TimerFired(generation)));
      }
      case Effect.CancelSchedule _ -> {
        if (restartTimer != null) {
          restartTimer.cancel();
        }
      }
      case Effect.Up _ -> waits.up(this);
      case Effect.Well _ -> waits.well(this);
      case Effect.Down _ -> waits.down(life, spec.key());
      case Effect.Stopped(StopReport report) -> waits.stopped(report);
    }
  }

  /// A launch waits for its intent to be written, so that a crash right after it loses nobody.
  private void launch(int generation) {
    var sink = OutputSink.lines(StandardCharsets.UTF_8, output);
    var context =
        habitat
            .contexts()
            .apply(
                new RunContext(
                    spec.id(),
                    generation,
                    habitat.time(),
                    spec.sink().map(sink::and).or(() -> Optional.of(sink))));
    saved
        .thenCompose(_ -> spec.launcher().launch(context))
        .whenComplete(
            (launched, failure) -> {
              if (failure != null) {
                launchFailed(generation, unwrapped(failure));
              } else {
                mailbox.post(() -> launched(generation, launched));
              }
            });
  }

  private void launched(int generation, Execution launched) {
    execution = launched;
    step(new Input.Launched(generation, launched.identity()));
    launched.result().thenAccept(result -> post(new Input.RunEnded(generation, result)));
  }

  private void launchFailed(int generation, Throwable failure) {
    LOG.atWarn()
        .addKeyValue("process", spec.key())
        .addKeyValue("generation", generation)
        .log("Launch failed: {}", failure.getMessage());
    boolean permanent = failure instanceof LaunchException launch && launch.isPermanent();
    post(new Input.LaunchFailed(generation, failure, permanent));
  }

  private void endRun(StopPlan plan) {
    int generation = life.generation;
    Execution running = execution;
    if (running != null) {
      running.stop(plan).thenAccept(report -> post(new Input.StopDone(generation, report)));
    }
  }

  private void beginChecks() {
    Execution running = execution;
    if (running != null) {
      var context = new ProbeContext(spec.id(), life.generation, running);
      var begun = new Checks(spec.checks(), context, habitat.time(), this::post);
      checks = begun;
      begun.begin();
    }
  }

  private void endChecks() {
    Checks current = checks;
    if (current != null) {
      current.end();
    }
  }

  private void decide(int generation, Ended ended) {
    Thread.ofVirtual()
        .name("process-manager-policy-" + spec.id())
        .start(() -> post(new Input.Decided(generation, decision(ended))));
  }

  private Decision decision(Ended ended) {
    try {
      return spec.restartPolicy().decide(ended);
    } catch (RuntimeException | Error failure) {
      LOG.atError()
          .addKeyValue("process", spec.key())
          .log("The restart policy failed, so there is no restart", failure);
      return Decision.giveUp("the restart policy threw " + failure);
    }
  }

  private <T> CompletableFuture<T> ask(Waiters<T> waiters, Input input) {
    var answer = new CompletableFuture<T>();
    mailbox.post(
        () -> {
          waiters.add(answer);
          step(input);
        });
    return answer;
  }

  private <T> CompletableFuture<T> atRest(Function<Life, T> view) {
    var answer = new CompletableFuture<Life>();
    mailbox.post(
        () -> {
          if (life.state.isAtRest() && life.generation > 0) {
            Life now = life;
            Thread.startVirtualThread(() -> answer.complete(now));
          } else {
            waits.ends.add(answer);
          }
        });
    return answer.thenApply(view);
  }

  @Override
  public String id() {
    return spec.id();
  }

  ProcessSpec spec() {
    return spec;
  }

  @Override
  public ProcessStatus status() {
    return portrait.status(life, Optional.ofNullable(checks).flatMap(Checks::lastAnswer));
  }

  @Override
  public OptionalLong pid() {
    return status().pid();
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return atRest(rested -> rested.exit.orElse(new Exit.Unknown("it was never launched")));
  }

  @Override
  public CompletableFuture<ProcessResult> result() {
    return atRest(rested -> portrait.result(rested));
  }

  @Override
  public CompletableFuture<ManagedProcess> whenHealthy() {
    var answer = new CompletableFuture<ManagedProcess>();
    mailbox.post(
        () -> {
          waits.well.add(answer);
          if (portrait.isWell(life)) {
            waits.well(this);
          } else if (life.state.isAtRest() && life.generation > 0) {
            waits.down(life, spec.key());
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<ManagedProcess> start() {
    return ask(waits.starts, new Input.Start());
  }

  @Override
  public CompletableFuture<StopReport> stop() {
    return stop(spec.stopPlan());
  }

  @Override
  public CompletableFuture<StopReport> stop(StopPlan plan) {
    return ask(waits.stops, new Input.Stop(plan));
  }

  @Override
  public CompletableFuture<StopReport> stopNow() {
    return stop(StopPlan.immediate());
  }

  @Override
  public CompletableFuture<ManagedProcess> restart() {
    return ask(waits.starts, new Input.Restart(spec.stopPlan()));
  }

  @Override
  public boolean signal(Signal signal) {
    Execution running = execution;
    return running != null && running.signal(signal);
  }

  @Override
  public Output output() {
    return output;
  }

  @Override
  public String toString() {
    return status().describe();
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
