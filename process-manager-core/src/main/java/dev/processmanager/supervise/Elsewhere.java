package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of processes that others look after, and what may be done to them all the same.
/// Reads files and asks the system on threads of its own.
final class Elsewhere {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  /// How long an owner may take to notice what is desired.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration WISH_LIMIT = Duration.ofSeconds(1);
  /// What is attached for a moment only is left as it is afterwards.
  private static final boolean LET_GO_LATER = true;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Habitat habitat;
  private final Function<ProcessSpec, CompletableFuture<ManagedProcess>> start;

  /// @param start begins to look after a process
  Elsewhere(Habitat habitat, Function<ProcessSpec, CompletableFuture<ManagedProcess>> start) {
    this.habitat = habitat;
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
    return later(
        () ->
            find(key)
                .filter(entry -> entry.lease().holder().isEmpty())
                .filter(entry -> Claim.of(entry, habitat.machine()) instanceof Claim.Survivor)
                .map(entry -> start.apply(new Recorded(entry).spec()).thenApply(Optional::of))
                .orElseGet(() -> done(Optional.empty())));
  }

  /// Says that it is to be stopped, so that whoever looks after it does not start it again, and
  /// then stops it.
  CompletableFuture<StopReport> stop(Entry.Key key, Optional<StopPlan> plan) {
    return of(
        key,
        entry -> {
          wish(new Patch.Desire(key, Entry.Desired.STOPPED));
          return stop(entry, plan, habitat.time().nanoTime() + PATIENCE.toNanos());
        });
  }

  /// An owner must be able to read it before it sees the end of its process. But a registry that
  /// cannot be written does not keep anybody from stopping.
  private void wish(Patch.Desire wish) {
    try {
      habitat.registry().apply(wish).get(WISH_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException | RegistryException unwritten) {
      LOG.debug("Nobody may have read that {} is to stop", wish.key(), unwritten);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<StopReport> stop(Entry entry, Optional<StopPlan> plan, long deadline) {
    return switch (Claim.of(entry, habitat.machine())) {
      case Claim.Survivor survivor -> stopHere(survivor, plan, deadline);
      case Claim.Free _ -> done(StopReport.nothingToDo(entry.key().id()));
      case Claim.Taken(Entry _, boolean known) when !known -> throw unknown(entry);
      case Claim.Taken _ ->
          runOf(entry)
              .map(process -> attached(entry, process, run -> stop(run, plan)))
              .orElseGet(() -> stopLater(entry, plan, deadline));
    };
  }

  /// Somebody may be launching it: he will see what is desired, or there will be somebody to stop.
  private CompletableFuture<StopReport> stopLater(
      Entry entry, Optional<StopPlan> plan, long deadline) {
    Entry.Key key = entry.key();
    if (entry.progress().state().isAtRest()) {
      return done(StopReport.nothingToDo(key.id()));
    }
    if (habitat.time().nanoTime() - deadline > 0) {
      throw new ProcessException("The host that looks after " + key + " does not stop it", null);
    }
    var stopped = new CompletableFuture<StopReport>();
    habitat
        .time()
        .after(
            LOOK_AGAIN,
            () ->
                of(key, now -> stop(now, plan, deadline))
                    .whenComplete((report, failure) -> settle(stopped, report, failure)));
    return stopped;
  }

  /// Whoever ends while he is being adopted was there for nobody, perhaps because this host has
  /// heard by then that he is to stop: then there is nothing left to do.
  private CompletableFuture<StopReport> stopHere(
      Claim.Survivor survivor, Optional<StopPlan> plan, long deadline) {
    ProcessSpec spec = new Recorded(survivor.entry()).spec();
    return start
        .apply(spec)
        .thenCompose(process -> plan.map(process::stop).orElseGet(process::stop))
        .exceptionallyCompose(
            failure ->
                ProcessException.unwrapped(failure) instanceof ExitException
                    ? of(spec.key(), now -> stop(now, plan, deadline))
                    : CompletableFuture.failedFuture(failure));
  }

  private static CompletableFuture<StopReport> stop(Execution run, Optional<StopPlan> plan) {
    return run.stop(plan.orElseGet(() -> StopPlan.graceful(StopPlan.DEFAULT_GRACE)));
  }

  CompletableFuture<ProcessResult> result(Entry.Key key) {
    var result = new CompletableFuture<ProcessResult>();
    handle(key)
        .whenComplete(
            (here, failure) -> {
              if (failure != null) {
                result.completeExceptionally(ProcessException.unwrapped(failure));
              } else if (here.isPresent()) {
                here.get().result().whenComplete((value, lost) -> settle(result, value, lost));
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
        entry ->
            runOf(entry)
                .map(process -> attached(entry, process, run -> done(run.signal(signal))))
                .orElseGet(() -> done(false)));
  }

  CompletableFuture<Boolean> refreshHealth(Entry.Key key) {
    return of(
        key,
        entry ->
            runOf(entry).isEmpty()
                ? done(false)
                : habitat.registry().apply(beat(entry)).thenApply(_ -> true));
  }

  private Patch beat(Entry entry) {
    return new Patch.Beat(entry.key(), entry.progress().generation(), habitat.time().now());
  }

  private Optional<Fingerprint> runOf(Entry entry) {
    return entry
        .run()
        .flatMap(Entry.Run::process)
        .filter(process -> habitat.machine().verdict(process) == Verdict.SAME);
  }

  /// Does something to a run that stays somebody else's.
  private <T> CompletableFuture<T> attached(
      Entry entry, Fingerprint process, Function<Execution, CompletableFuture<T>> action) {
    var context =
        new RunContext(
            entry.key().id(),
            entry.progress().generation(),
            habitat.time(),
            List.of(),
            LET_GO_LATER,
            Optional.empty(),
            Map.of(),
            Optional.empty());
    return habitat
        .machine()
        .adopt(entry, process, habitat.contexts().apply(context))
        .thenCompose(run -> action.apply(run).whenComplete((_, _) -> run.leave()));
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

  private <T> CompletableFuture<T> of(Entry.Key key, Function<Entry, CompletableFuture<T>> action) {
    return later(() -> action.apply(find(key).orElseThrow(() -> new UnknownIdException(key))));
  }

  static <T> CompletableFuture<T> later(Supplier<CompletableFuture<T>> action) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .name("process-manager-registry")
        .start(
            () -> {
              try {
                action.get().whenComplete((value, failure) -> settle(result, value, failure));
              } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private static <T> void settle(
      CompletableFuture<T> future, T value, @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(ProcessException.unwrapped(failure));
    }
  }

  private static ProcessException unknown(Entry entry) {
    return new ProcessException("It cannot be told who runs as " + entry.key(), null);
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
