package dev.processmanager.supervise;

import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Looks after one process: takes what is asked for and what has happened, one input after another.
final class Supervisor {

  private final Entry.Key key;
  private final Habitat habitat;
  private final Mailbox mailbox;
  private final CurrentState state;
  private final Waits waits;
  private final Effects effects;
  private final Wishes wishes;
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
    this.waits = new Waits(key, mailbox);
    Instant now = habitat.time().now();
    this.state = new CurrentState(Definition.of(spec, !gate.isDone(), now), Life.unborn(now));
    var desk = new Desk(state, habitat, mailbox, waits, this::step);
    this.effects = new Effects(desk, gate, correlation, this::withdraw);
    this.wishes = new Wishes(desk, effects, handle);
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
            waits.left();
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

  Wishes wishes() {
    return wishes;
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
    } else if (stored.desired() == Entry.Desired.STOPPED && life().isMeantBy(stored.progress())) {
      wishes.stop();
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

  /// It is somebody else's.
  private void withdraw() {
    registration().withdraw();
    habitat.neighbours().remove(this);
    settled.complete(null);
    state.abandon();
    if (!life().state.isAtRest()) {
      run().leave();
      waits.lost();
    }
  }

  /// The manager ends: what is detached and runs is left, everything else is stopped.
  CompletableFuture<StopReport> end() {
    if (!state.spec().isDetached()) {
      return wishes.stop();
    }
    var answer = new CompletableFuture<StopReport>();
    mailbox.post(
        () -> {
          if (state.leave()) {
            registration().letGo();
            run().leave();
            waits.left();
            answer.complete(StopReport.nothingToDo(key.id()));
          } else {
            wishes.stop().whenComplete((report, _) -> answer.complete(report));
          }
        });
    return answer;
  }
}
