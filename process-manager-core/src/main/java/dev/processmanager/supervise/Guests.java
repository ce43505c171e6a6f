package dev.processmanager.supervise;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.RegistryConflictException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Processes that something else has started and that are only noted: every host may watch and stop
/// them, and nobody has to look after them. Nothing here touches the processes themselves, so that
/// even this host and those that have started it can be noted.
final class Guests {

  private final Habitat habitat;

  Guests(Habitat habitat) {
    this.habitat = habitat;
  }

  CompletableFuture<ProcessStatus> enter(ProcessSpec spec, Fingerprint process) {
    if (!habitat.registry().isShared()) {
      throw new IllegalStateException("nobody else reads this registry: use a file");
    }
    if (spec.isSupervised()) {
      throw new IllegalArgumentException(
          "restarts, checks, limits and dependencies of "
              + spec.key()
              + " take who looks after it");
    }
    return Later.run(() -> enterNow(spec, process));
  }

  private CompletableFuture<ProcessStatus> enterNow(ProcessSpec spec, Fingerprint process) {
    long pid = process.process().pid();
    if (habitat.machine().verdict(process) != Verdict.SAME) {
      throw new LaunchException(
          "process " + pid, true, "Cannot register process " + pid + ": it has ended", null);
    }
    Optional<Entry> before = habitat.registry().find(spec.key());
    if (before.filter(entry -> isOf(entry, process)).isPresent()) {
      return CompletableFuture.completedFuture(status(before.get()));
    }
    if (before.isPresent() && !(claim(before.get()) instanceof Claim.Free)) {
      throw new DuplicateIdException(status(before.get()));
    }
    return write(entry(spec, process, before));
  }

  /// For a moment it is this host's: of several that enter somebody under one id, one wins.
  private CompletableFuture<ProcessStatus> write(Entry entry) {
    return habitat
        .registry()
        .apply(new Patch.Put(entry))
        .thenCompose(_ -> habitat.registry().apply(new Patch.Release(entry.key(), entry.lease())))
        .thenCompose(_ -> habitat.registry().apply(wanted(entry)))
        .thenApply(_ -> status(entry))
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(taken(entry, failure)));
  }

  private static Patch wanted(Entry entry) {
    return new Patch.Desire(entry.key(), Entry.Desired.RUNNING);
  }

  private Throwable taken(Entry entry, Throwable failure) {
    Throwable reason = ProcessException.unwrapped(failure);
    return reason instanceof RegistryConflictException conflict
        ? Recorded.taken(conflict, entry.key(), habitat.machine())
        : reason;
  }

  private Entry entry(ProcessSpec spec, Fingerprint process, Optional<Entry> before) {
    Instant now = habitat.time().now();
    var progress =
        new Entry.Progress(
            ProcessState.RUNNING,
            before.map(old -> old.progress().generation()).orElse(0) + 1,
            before.map(old -> old.progress().restarts()).orElse(0),
            0,
            List.of(),
            Optional.empty(),
            Optional.of(now),
            now);
    return new Entry(
        spec.key(),
        Portrait.of(spec, now).about(),
        progress,
        Optional.of(new Entry.Run("", Optional.of(process), Optional.empty())),
        before.map(Entry::lease).orElse(Entry.Lease.none()).claimedBy(habitat.machine().host()),
        Entry.Desired.RUNNING);
  }

  /// Whether somebody is known already, be it only by the mark that he was launched with.
  private boolean isOf(Entry entry, Fingerprint process) {
    return entry
        .run()
        .flatMap(run -> run.process().or(() -> habitat.machine().marked(run.cookie())))
        .filter(known -> known.process().equals(process.process()))
        .isPresent();
  }

  CompletableFuture<Void> dismiss(Entry.Key key) {
    return Later.run(
        () -> {
          Entry entry = habitat.registry().find(key).orElseThrow(() -> new UnknownIdException(key));
          if (claim(entry) instanceof Claim.Taken || isHere(key)) {
            throw new DuplicateIdException(status(entry));
          }
          return habitat
              .registry()
              .apply(new Patch.Remove(key))
              .thenRun(() -> habitat.machine().forget(key));
        });
  }

  private boolean isHere(Entry.Key key) {
    return habitat
        .neighbours()
        .find(key)
        .filter(known -> !known.life().state.isAtRest())
        .isPresent();
  }

  private Claim claim(Entry entry) {
    return Claim.of(entry, habitat.machine());
  }

  private ProcessStatus status(Entry entry) {
    return Recorded.status(entry, habitat.machine());
  }
}
