package dev.processmanager.supervise;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is asked about a scope and an id, whoever looks after that process: of whoever is looked
/// after here it is asked here, of everybody else [Elsewhere]. Safe for use by many threads.
final class Anywhere {

  private final Habitat habitat;
  private final Neighbours neighbours;
  private final Elsewhere elsewhere;

  Anywhere(Habitat habitat, Elsewhere elsewhere) {
    this.habitat = habitat;
    this.neighbours = habitat.neighbours();
    this.elsewhere = elsewhere;
  }

  CompletableFuture<ProcessStatus> status(Entry.Key key) {
    return look(key, known -> done(known.status()), () -> elsewhere.status(key));
  }

  CompletableFuture<List<ProcessStatus>> statuses() {
    return habitat.registry().isShared()
        ? Later.run(() -> done(elsewhere.statusesWith(statusesHere())))
        : done(List.copyOf(statusesHere().values()));
  }

  private Map<Entry.Key, ProcessStatus> statusesHere() {
    var here = new LinkedHashMap<Entry.Key, ProcessStatus>();
    neighbours.all().stream()
        .filter(known -> !known.isOvertaken())
        .forEach(known -> here.put(known.key(), known.status()));
    return here;
  }

  CompletableFuture<Optional<ManagedProcess>> handle(Entry.Key key) {
    Optional<ManagedProcess> here = here(key).map(Supervisor::handle);
    return here.isPresent() || !habitat.registry().isShared() ? done(here) : elsewhere.handle(key);
  }

  CompletableFuture<ProcessResult> result(Entry.Key key) {
    return look(key, known -> known.wishes().result(), () -> elsewhere.result(key));
  }

  CompletableFuture<Boolean> signal(Entry.Key key, Signal signal) {
    return here(key)
        .map(known -> known.wishes().signal(signal))
        .orElseGet(() -> elsewhere.signal(key, signal));
  }

  CompletableFuture<Boolean> refreshHealth(Entry.Key key) {
    return here(key)
        .map(known -> done(known.wishes().refreshHealth()))
        .orElseGet(() -> elsewhere.refreshHealth(key));
  }

  /// @param plan how; in its own way if empty
  CompletableFuture<StopReport> stop(Entry.Key key, Optional<StopPlan> plan) {
    return here(key).map(known -> stop(known, plan)).orElseGet(() -> elsewhere.stop(key, plan));
  }

  /// Whoever turns out to be somebody else's while he is being stopped is stopped there.
  private CompletableFuture<StopReport> stop(Supervisor known, Optional<StopPlan> plan) {
    Wishes wishes = known.wishes();
    return plan.map(wishes::stop)
        .orElseGet(wishes::stop)
        .exceptionallyCompose(
            failure ->
                known.registration().isWithdrawn()
                    ? elsewhere.stop(known.key(), plan)
                    : CompletableFuture.failedFuture(ProcessException.unwrapped(failure)));
  }

  /// Who survived his stop stays known.
  CompletableFuture<StopReport> remove(Entry.Key key) {
    return here(key)
        .map(
            known ->
                stop(known, Optional.empty()).thenCompose(report -> forget(key, known, report)))
        .orElseGet(
            () ->
                elsewhere
                    .stop(key, Optional.empty())
                    .thenCompose(report -> report.complete() ? forget(key, report) : done(report)));
  }

  /// Who was started again meanwhile is stopped again.
  private CompletableFuture<StopReport> forget(Entry.Key key, Supervisor known, StopReport report) {
    if (known.status().state() == ProcessState.UNKNOWN) {
      return done(report);
    }
    if (!known.state().retire()) {
      return remove(key);
    }
    boolean isMine = neighbours.remove(known);
    boolean wentByItself = neighbours.find(key).isEmpty();
    return isMine || wentByItself ? forget(key, report) : done(report);
  }

  private CompletableFuture<StopReport> forget(Entry.Key key, StopReport report) {
    neighbours.find(key).ifPresent(neighbours::remove);
    habitat.machine().forget(key);
    return habitat.registry().apply(new Patch.Remove(key)).thenApply(_ -> report);
  }

  /// Whoever is looked after here, or rests here while nobody else has started or forgotten him. Of
  /// one at rest it takes a look at the registry. Wishes wait for that look where they are made, so
  /// that they come in the order of their calls.
  private Optional<Supervisor> here(Entry.Key key) {
    return neighbours.find(key).filter(known -> !known.isOvertaken());
  }

  /// Does what is no wish and so may come later, if that look has to be taken.
  private <T> CompletableFuture<T> look(
      Entry.Key key,
      Function<Supervisor, CompletableFuture<T>> here,
      Supplier<CompletableFuture<T>> notHere) {
    Optional<Supervisor> known = neighbours.find(key);
    return known.isPresent() && known.get().mayBeOvertaken()
        ? Later.run(() -> here(key).map(here).orElseGet(notHere))
        : known.map(here).orElseGet(notHere);
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
