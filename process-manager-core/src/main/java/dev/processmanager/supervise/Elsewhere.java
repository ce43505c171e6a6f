package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is known of processes that others look after, and what may be done to them all the same.
/// Reads files and asks the system on threads of its own.
final class Elsewhere {

  private final Habitat habitat;
  private final Visits visits;
  private final Function<ProcessSpec, CompletableFuture<ManagedProcess>> start;

  /// @param start begins to look after a process
  Elsewhere(Habitat habitat, Function<ProcessSpec, CompletableFuture<ManagedProcess>> start) {
    this.habitat = habitat;
    this.visits = new Visits(habitat);
    this.start = start;
  }

  /// The entries of all processes that this host does not look after.
  List<Entry> entries() {
    return habitat.registry().isShared()
        ? habitat.registry().entries().stream().filter(this::isNotHere).toList()
        : List.of();
  }

  private boolean isNotHere(Entry entry) {
    return habitat.neighbours().find(entry.key()).isEmpty();
  }

  Optional<Entry> find(Entry.Key key) {
    return habitat.registry().isShared() ? habitat.registry().find(key) : Optional.empty();
  }

  /// How everybody is. Who comes here or goes from here meanwhile is not told twice, nor left out.
  ///
  /// @param here how those are that this host looks after
  List<ProcessStatus> statusesWith(Map<Entry.Key, ProcessStatus> here) {
    return Stream.concat(
            here.values().stream(),
            habitat.registry().entries().stream()
                .filter(entry -> !here.containsKey(entry.key()))
                .map(entry -> Recorded.status(entry, habitat.machine())))
        .toList();
  }

  CompletableFuture<ProcessStatus> status(Entry.Key key) {
    return of(key, entry -> done(Recorded.status(entry, habitat.machine())));
  }

  /// Who needs nobody to look after him may be looked after by anybody.
  CompletableFuture<Optional<ManagedProcess>> handle(Entry.Key key) {
    return Later.run(
        () ->
            find(key)
                .filter(entry -> entry.lease().holder().isEmpty())
                .filter(entry -> Claim.of(entry, habitat.machine()) instanceof Claim.Survivor)
                .map(entry -> adopt(entry).thenApply(Optional::of))
                .orElseGet(() -> done(Optional.empty())));
  }

  /// @param plan how; in its own way if empty
  CompletableFuture<StopReport> stop(Entry.Key key, Optional<StopPlan> plan) {
    return of(key, entry -> StopElsewhere.of(entry, plan, this, habitat));
  }

  /// Begins to look after somebody.
  CompletableFuture<ManagedProcess> adopt(Entry survivor) {
    return start.apply(new Recorded(survivor).spec());
  }

  CompletableFuture<ProcessResult> result(Entry.Key key) {
    var result = new CompletableFuture<ProcessResult>();
    handle(key)
        .whenComplete(
            (here, failure) -> {
              if (failure != null) {
                result.completeExceptionally(ProcessException.unwrapped(failure));
              } else if (here.isPresent()) {
                here.get()
                    .result()
                    .whenComplete((value, lost) -> Later.settle(result, value, lost));
              } else {
                look(key, result);
              }
            });
    return result;
  }

  /// Looks until it is at rest, or nobody wants to know any more.
  private void look(Entry.Key key, CompletableFuture<ProcessResult> result) {
    try {
      Recorded recorded = new Recorded(find(key).orElseThrow(() -> new UnknownIdException(key)));
      if (Recorded.status(recorded.entry(), habitat.machine()).state().isAtRest()) {
        result.complete(recorded.result());
      } else if (habitat.isClosing()) {
        result.completeExceptionally(new IllegalStateException("The manager is closed"));
      } else if (!result.isDone()) {
        habitat.time().after(RegistryWatch.RHYTHM, () -> look(key, result));
      }
    } catch (RuntimeException | Error failure) {
      result.completeExceptionally(failure);
    }
  }

  CompletableFuture<Boolean> signal(Entry.Key key, Signal signal) {
    return of(
        key,
        entry -> visits.to(entry, run -> done(run.signal(signal))).orElseGet(() -> done(false)));
  }

  CompletableFuture<Boolean> refreshHealth(Entry.Key key) {
    return of(
        key,
        entry ->
            visits.whoRuns(entry).isEmpty()
                ? done(false)
                : habitat.registry().apply(beat(entry)).thenApply(_ -> true));
  }

  private Patch beat(Entry entry) {
    return new Patch.Beat(entry.key(), entry.progress().generation(), habitat.time().now());
  }

  /// Forgets somebody whom nobody looks after and who does not run.
  ///
  /// @return whether that is so
  CompletableFuture<Boolean> forget(Entry entry) {
    if (!(Claim.of(entry, habitat.machine()) instanceof Claim.Free)) {
      return done(false);
    }
    return habitat
        .registry()
        .apply(new Patch.Forget(entry))
        .handle(
            (_, conflict) -> {
              if (conflict == null) {
                habitat.machine().forget(entry.key());
              }
              return conflict == null;
            });
  }

  /// Does something with what is stored of a process by then.
  ///
  /// @return completes with what that comes to; exceptionally with [UnknownIdException]
  <T> CompletableFuture<T> of(Entry.Key key, Function<Entry, CompletableFuture<T>> action) {
    return Later.run(() -> action.apply(find(key).orElseThrow(() -> new UnknownIdException(key))));
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
