package dev.processmanager.supervise;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at everything that the registry has and this host does not look after: who lives is
/// adopted, who has ended is noted as such, and nobody else is touched.
final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final Habitat habitat;
  private final Function<ProcessSpec, CompletableFuture<ManagedProcess>> start;
  private final List<CompletableFuture<Optional<ManagedProcess>>> adoptions = new ArrayList<>();
  private final List<CompletableFuture<Void>> notes = new ArrayList<>();
  private final List<Entry.Key> dead = new ArrayList<>();
  private final List<Entry.Key> elsewhere = new CopyOnWriteArrayList<>();
  private final List<Entry.Key> unknown = new CopyOnWriteArrayList<>();
  private final Map<Entry.Key, Throwable> failed = new ConcurrentHashMap<>();

  /// @param start begins to look after a process
  Reconciliation(Habitat habitat, Function<ProcessSpec, CompletableFuture<ManagedProcess>> start) {
    this.habitat = habitat;
    this.start = start;
  }

  CompletableFuture<ReconcileReport> of(List<Entry> entries) {
    entries.forEach(this::look);
    return CompletableFuture.allOf(adoptions.toArray(CompletableFuture[]::new))
        .thenCombine(
            CompletableFuture.allOf(notes.toArray(CompletableFuture[]::new))
                .exceptionally(_ -> null),
            (_, _) ->
                new ReconcileReport(
                    adoptions.stream().flatMap(adopted -> adopted.join().stream()).toList(),
                    dead,
                    elsewhere,
                    unknown,
                    failed));
  }

  private void look(Entry entry) {
    try {
      judge(entry);
    } catch (RuntimeException unreadable) {
      LOG.warn("Of {} it cannot be told who it is", entry.key(), unreadable);
      unknown.add(entry.key());
    }
  }

  private void judge(Entry entry) {
    switch (Claim.of(entry, habitat.machine())) {
      case Claim.Survivor _ -> adopt(entry);
      case Claim.Taken(Entry _, boolean known) -> (known ? elsewhere : unknown).add(entry.key());
      case Claim.Free _ -> noteEnd(entry);
    }
  }

  private void adopt(Entry entry) {
    adoptions.add(
        start
            .apply(new Recorded(entry).spec())
            .handle(
                (adopted, failure) -> {
                  if (failure == null) {
                    return Optional.of(adopted);
                  }
                  inVain(entry.key(), ProcessException.unwrapped(failure));
                  return Optional.empty();
                }));
  }

  /// Another host may be faster, or somebody here.
  private void inVain(Entry.Key key, Throwable failure) {
    if (!(failure instanceof DuplicateIdException taken)) {
      failed.put(key, failure);
    } else if (!taken.isKnown()) {
      unknown.add(key);
    } else if (habitat.neighbours().find(key).isEmpty()) {
      elsewhere.add(key);
    }
  }

  private void noteEnd(Entry entry) {
    if (entry.progress().state().isAtRest()) {
      return;
    }
    dead.add(entry.key());
    Optional<Fingerprint> process = entry.run().flatMap(Entry.Run::process);
    CompletableFuture<Exit> exit =
        process
            .map(recorded -> habitat.machine().exit(entry, recorded))
            .orElseGet(
                () ->
                    CompletableFuture.completedFuture(
                        new Exit.Unknown("its host has ended, and it with that host")));
    notes.add(
        exit.thenCompose(how -> habitat.registry().apply(new Patch.Update(ended(entry, how)))));
  }

  /// The next epoch, so that of several hosts that find it one notes it.
  private Entry ended(Entry entry, Exit exit) {
    Entry.Progress was = entry.progress();
    boolean asWanted = exit.isSuccess() || entry.desired() == Entry.Desired.STOPPED;
    var progress =
        new Entry.Progress(
            asWanted ? ProcessState.STOPPED : ProcessState.FAILED,
            was.generation(),
            was.restarts(),
            was.restartsInRow(),
            was.recentRestarts(),
            Optional.of(exit),
            was.startedAt(),
            habitat.time().now());
    return new Entry(
        entry.key(),
        entry.about(),
        progress,
        Optional.empty(),
        entry.lease().claimedBy(habitat.machine().host()).released(),
        entry.desired());
  }
}
