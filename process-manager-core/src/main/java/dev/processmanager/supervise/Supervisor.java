package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// Looks after one process: takes what is asked for and what has happened, one input after another.
final class Supervisor {

  private final Entry.Key key;
  private final Habitat habitat;
  private final Mailbox mailbox;
  private final CurrentState state;
  private final Waits waits;
  private final Effects effects;
  private final Handle handle = new Handle(this);
  private final CompletableFuture<ManagedProcess> started = new CompletableFuture<>();
  private final CompletableFuture<Void> settled = new CompletableFuture<>();

  /// Is starting from the beginning: nobody ever sees it before that. Nothing is done for it until
  /// [#begin()].
  ///
  /// @param gate what its first launch waits for
  Supervisor(ProcessSpec spec, CompletableFuture<?> gate, Habitat shared) {
    this.key = spec.key();
    var correlation = Correlation.capture(key, this::generation);
    this.habitat = shared.with(correlation.over(shared.time()));
    this.mailbox = new Mailbox("process-manager-" + key.id(), correlation).held();
    this.waits = new Waits(mailbox);
    Instant now = habitat.time().now();
    this.state = new CurrentState(Definition.of(spec, !gate.isDone(), now), Life.unborn(now));
    this.effects =
        new Effects(state, gate, habitat, correlation, mailbox, waits, this::step, this::withdraw);
    List<Effect> first = state.step(new Input.Start(), now).orElseThrow();
    mailbox.post(
        () -> {
          waits.starts.add(started);
          effects.carryOut(first, handle);
        });
  }

  /// Lets the start begin. Those that it looks at must be known by now.
  void begin() {
    mailbox.release();
  }

  /// Completes when its first start succeeds.
  CompletableFuture<ManagedProcess> started() {
    return started;
  }

  /// Completes when its first start has come to something, be it a restart later.
  CompletableFuture<Void> settled() {
    return settled;
  }

  Entry.Key key() {
    return key;
  }

  /// Whether another may have its id from now on: at rest it is out of use for good, and what is
  /// only recorded is let go to be adopted with its specification.
  ///
  /// @param other how it is to be defined then
  boolean makesPlaceFor(ProcessSpec other) {
    return life().state.isAtRest() || canBeReplacedBy(other);
  }

  private boolean canBeReplacedBy(ProcessSpec other) {
    return registration().isRecorded()
        && !(other.launcher() instanceof Recorded)
        && life().state == ProcessState.RUNNING;
  }

  /// Makes place.
  ///
  /// @return whether it has; somebody may have been faster
  boolean makePlaceFor(ProcessSpec other) {
    if (state.retire()) {
      return true;
    }
    boolean replaced = canBeReplacedBy(other);
    if (replaced) {
      registration().withdraw();
      state.abandon();
      mailbox.post(
          () -> {
            run().leave();
            waits.left(key);
          });
    }
    return replaced;
  }

  CurrentState state() {
    return state;
  }

  Life life() {
    return state.life();
  }

  private int generation() {
    return state.life().generation;
  }

  Outlook outlook(Dependency.Condition condition) {
    return Outlook.of(condition, state.life(), state.portrait());
  }

  Handle handle() {
    return handle;
  }

  ProcessStatus status() {
    Optional<Instant> lastWord =
        Stream.of(run().lastHealthCheck(), registration().heartbeat())
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    return state.portrait().status(state.life(), lastWord);
  }

  CurrentRun run() {
    return effects.run();
  }

  /// Something about a neighbour has changed.
  void neighbourChanged() {
    mailbox.post(effects::lookAtNeighbours);
  }

  private void step(Input input) {
    Optional<List<Effect>> next = state.step(input, habitat.time().now());
    if (next.isEmpty()) {
      dismiss(input);
      return;
    }
    effects.carryOut(next.get(), handle);
    if (life().state != ProcessState.STARTING) {
      settled.complete(null);
    }
    if (life().state.isAtRest() && registration().isRecorded()) {
      registration().noted().whenComplete((_, _) -> habitat.neighbours().remove(this));
    }
    if (!next.get().isEmpty()) {
      habitat.neighbours().changed(key);
    }
  }

  /// Out of use, it does nothing any more; but nobody waits in vain.
  private void dismiss(Input input) {
    switch (input) {
      case Input.Start _, Input.Restart _ -> waits.starts.fail(new UnknownIdException(key));
      case Input.Stop _ -> waits.stopped(StopReport.nothingToDo(key.id()));
      case Input.StopDone(int _, StopReport report) -> waits.stopped(report);
      default -> {}
    }
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
          if (input instanceof Input.Stop) {
            registration().desire(Entry.Desired.STOPPED);
          }
          step(input);
        });
    return answer;
  }

  Registration registration() {
    return effects.registration();
  }

  /// The registry has been looked at: somebody else may have said that it is well, or may have
  /// taken it over, or have stopped it. Whoever is just noting an intent is told by that note
  /// whether it came too late.
  void heard(Entry stored) {
    if (registration().hearsBeat(stored)) {
      run().beat();
    }
    if (!registration().isOwner() || life().isIntended()) {
      return;
    }
    if (registration().isNewer(stored)) {
      mailbox.post(this::withdraw);
    } else if (stored.desired() == Entry.Desired.STOPPED && meansThisRun(stored)) {
      stop();
    }
  }

  /// Whether it rests here, and another host has started or forgotten it meanwhile. Whoever runs is
  /// here, whatever the others say. Reads the registry, so not for the mailbox.
  boolean isOvertaken() {
    return mayBeOvertaken()
        && (registration().isForgotten()
            || registration().stored().filter(registration()::isNewer).isPresent());
  }

  boolean mayBeOvertaken() {
    return registration().hasToAsk() && life().state.isAtRest();
  }

  /// Whether a wish was written after this run was asked for.
  private boolean meansThisRun(Entry stored) {
    Life now = life();
    return stored.progress().generation() >= now.generation
        && (now.launching || !now.asked)
        && now.aim != Life.Aim.DOWN;
  }

  /// It is somebody else's.
  private void withdraw() {
    registration().withdraw();
    habitat.neighbours().remove(this);
    settled.complete(null);
    state.abandon();
    if (!life().state.isAtRest()) {
      run().leave();
      waits.lost(new ProcessException("Another host looks after " + key, null));
    }
  }

  private <T> CompletableFuture<T> atRest(Function<Life, T> view) {
    var answer = new CompletableFuture<T>();
    mailbox.post(
        () -> {
          waits.ends.add(answer, view);
          if (life().state.isAtRest()) {
            waits.ends.complete(life());
          } else if (state.isRetired()) {
            waits.left(key);
          }
        });
    return answer;
  }

  /// Whoever has lost it meanwhile signals nobody.
  CompletableFuture<Boolean> signal(Signal signal) {
    return registration().hasToAsk()
        ? effects
            .inquiry()
            .ask(registration()::isLost)
            .thenCompose(lost -> signalUnlessLost(signal, lost))
        : run().signal(signal);
  }

  private CompletableFuture<Boolean> signalUnlessLost(Signal signal, boolean lost) {
    return lost || state.isRetired()
        ? CompletableFuture.completedFuture(false)
        : run().signal(signal);
  }

  /// Whether there is somebody whose heartbeat this can be. Other hosts hear of it, too.
  boolean refreshHealth() {
    boolean runs = state.runs();
    if (runs) {
      run().beat();
      registration().beat(habitat.time().now());
    }
    return runs;
  }

  /// The manager ends: what is detached and runs is left, everything else is stopped.
  CompletableFuture<StopReport> end() {
    if (!state.spec().isDetached()) {
      return stop();
    }
    var answer = new CompletableFuture<StopReport>();
    mailbox.post(
        () -> {
          if (state.leave()) {
            registration().letGo();
            run().leave();
            waits.left(key);
            answer.complete(StopReport.nothingToDo(key.id()));
          } else {
            stop().whenComplete((report, _) -> answer.complete(report));
          }
        });
    return answer;
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

  CompletableFuture<ManagedProcess> whenHealthy() {
    var answer = new CompletableFuture<ManagedProcess>();
    mailbox.post(
        () -> {
          waits.well.add(answer);
          if (state.portrait().isWell(life())) {
            waits.well(handle);
          } else if (life().state.isAtRest()) {
            waits.inVain(life(), key);
          } else if (state.isRetired()) {
            waits.left(key);
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
}
