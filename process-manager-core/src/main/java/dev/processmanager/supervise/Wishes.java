package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What others want of one process: each wish comes after those before it, and is answered by a
/// future. Safe for use by many threads.
final class Wishes {

  private final Desk desk;
  private final CurrentState state;
  private final Waits waits;
  private final Effects effects;
  private final ManagedProcess handle;

  /// @param handle what whoever waits for it gets
  Wishes(Desk desk, Effects effects, ManagedProcess handle) {
    this.desk = desk;
    this.state = desk.state();
    this.waits = desk.waits();
    this.effects = effects;
    this.handle = handle;
  }

  CompletableFuture<ManagedProcess> start() {
    return ask(waits.starts, new Input.Start());
  }

  CompletableFuture<StopReport> stop() {
    return stop(state.spec().stopPlan());
  }

  CompletableFuture<StopReport> stop(StopPlan plan) {
    return ask(waits.stops, new Input.Stop(plan));
  }

  CompletableFuture<ManagedProcess> restart() {
    return ask(waits.starts, new Input.Restart(state.spec().stopPlan()));
  }

  private <T> CompletableFuture<T> ask(Waiters<T> waiters, Input input) {
    var answer = new CompletableFuture<T>();
    desk.mailbox()
        .post(
            () -> {
              if (desk.habitat().isClosing() && !(input instanceof Input.Stop)) {
                answer.completeExceptionally(new IllegalStateException("The manager is closed"));
                return;
              }
              waiters.add(answer);
              if (input instanceof Input.Stop) {
                effects.registration().desire(Entry.Desired.STOPPED);
              }
              desk.take(input);
            });
    return answer;
  }

  CompletableFuture<ManagedProcess> whenHealthy() {
    var answer = new CompletableFuture<ManagedProcess>();
    desk.mailbox()
        .post(
            () -> {
              waits.well.add(answer);
              if (state.portrait().isWell(state.life())) {
                waits.well(handle);
              } else if (state.life().state.isAtRest()) {
                waits.inVain(state.life());
              } else if (state.isRetired()) {
                waits.left();
              }
            });
    return answer;
  }

  CompletableFuture<Exit> exit() {
    return atRest(Portrait::exit);
  }

  CompletableFuture<ProcessResult> result() {
    return atRest(ended -> state.portrait().result(ended));
  }

  private <T> CompletableFuture<T> atRest(Function<Life, T> view) {
    var answer = new CompletableFuture<T>();
    desk.mailbox()
        .post(
            () -> {
              waits.ends.add(answer, view);
              if (state.life().state.isAtRest()) {
                waits.ends.complete(state.life());
              } else if (state.isRetired()) {
                waits.left();
              }
            });
    return answer;
  }

  /// Whoever has lost it meanwhile signals nobody.
  CompletableFuture<Boolean> signal(Signal signal) {
    Registration registration = effects.registration();
    return registration.hasToAsk()
        ? effects
            .inquiry()
            .ask(registration::isLost)
            .thenCompose(lost -> signalUnlessLost(signal, lost))
        : effects.run().signal(signal);
  }

  private CompletableFuture<Boolean> signalUnlessLost(Signal signal, boolean lost) {
    return lost || state.isRetired()
        ? CompletableFuture.completedFuture(false)
        : effects.run().signal(signal);
  }

  /// Whether there is somebody whose heartbeat this can be. Other hosts hear of it, too.
  boolean refreshHealth() {
    boolean runs = state.runs();
    if (runs) {
      effects.run().beat();
      effects.registration().beat(desk.habitat().time().now());
    }
    return runs;
  }
}
