package dev.processmanager.supervise;

import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Entry.Lease;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the registry knows of one process, as this host keeps it. Belongs to the mailbox, but for
/// what is said to be for anybody.
final class Registration {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Entry.Key key;
  private final Registry registry;
  private final Machine machine;
  private final CurrentState state;
  private final NotedRun run;
  private final Heartbeats beats;
  private volatile Lease lease;
  private volatile boolean claimed;
  private volatile boolean withdrawn;

  /// Whether it was ever known to others, so that it can be missed.
  private volatile boolean written;

  private CompletableFuture<Void> noted = CompletableFuture.completedFuture(null);
  private volatile CompletableFuture<Void> wished = CompletableFuture.completedFuture(null);

  Registration(CurrentState state, Habitat habitat) {
    this.key = state.spec().key();
    this.registry = habitat.registry();
    this.machine = habitat.machine();
    this.state = state;
    this.run = new NotedRun(key, habitat);
    this.beats = new Heartbeats(() -> state.life().generation);
    this.claimed = !registry.isShared();
    this.lease = claimed ? Lease.first(machine.host()) : Lease.none();
  }

  /// Whether it is known that this process is for this host. Others may ask.
  boolean isClaimed() {
    return claimed;
  }

  /// Looks for whoever may have it. Reads files and asks the system, so not for the mailbox.
  Claim look() {
    return Claim.of(registry.find(key), machine);
  }

  /// Nobody has it: the next intent, if it is the first to be written, makes it this host's.
  void claim(Optional<Entry> before) {
    lease = before.map(Entry::lease).orElse(Lease.none()).claimedBy(machine.host());
    claimed = true;
  }

  /// It is not known any more whose it is.
  void unclaim() {
    claimed = !registry.isShared();
  }

  /// Takes over who survives its host. What nobody needs to look after belongs to nobody: any host
  /// may watch and stop it.
  ///
  /// @return completes when that is written
  CompletableFuture<Void> takeOver(Claim.Survivor survivor) {
    Entry entry = survivor.entry();
    run.inherit(entry, survivor.process());
    claimed = true;
    written = true;
    if (!isRecorded()) {
      desire(Entry.Desired.RUNNING);
    }
    if (!needsOwner() && entry.lease().holder().isEmpty()) {
      lease = entry.lease();
      return CompletableFuture.completedFuture(null);
    }
    lease = entry.lease().claimedBy(machine.host());
    return registry.apply(new Patch.Claim(key, machine.host(), entry.lease().epoch()));
  }

  /// Whether nobody has said yet what it is, so that it is only watched.
  boolean isRecorded() {
    return state.spec().launcher() instanceof Recorded;
  }

  /// Whether somebody has to look after it: one who restarts it, checks it, or takes it along.
  private boolean needsOwner() {
    ProcessSpec spec = state.spec();
    return !spec.isDetached() || spec.isSupervised();
  }

  /// The mark of the run as a variable.
  Map<String, String> environment() {
    return run.environment();
  }

  Optional<Path> exitFile() {
    return state.spec().isDetached() ? machine.exitFile(key) : Optional.empty();
  }

  void launched(Identity identity) {
    run.launched(state.life().generation, identity);
  }

  /// What nobody needs to look after is let go once it runs.
  void settle() {
    if (registry.isShared() && !needsOwner() && lease.holder().isPresent()) {
      letGo();
    }
  }

  /// Nobody looks after it from now on.
  void letGo() {
    if (registry.isShared() && claimed && !withdrawn) {
      noted = apply(new Patch.Release(key, lease));
      lease = lease.released();
    }
  }

  /// Whoever rests is for anybody to start again, so that the next start has to ask first.
  void rest() {
    letGo();
    unclaim();
  }

  /// Notes what is the case; the intent of a run is noted with its mark alone.
  void save() {
    Life life = state.life();
    if (life.state.isAtRest() || life.state == ProcessState.BACKOFF) {
      run.clear();
    }
    if (claimed && !withdrawn && !life.isIntended() && !life.inheriting) {
      noted = apply(new Patch.Update(state.portrait().entry(life, run.now(), lease)));
    }
  }

  /// Completes when others can see what was saved last, and may have what was let go; exceptionally
  /// if they cannot.
  CompletableFuture<Void> noted() {
    return noted;
  }

  /// Whether an operator has stopped or removed it through another host, so that nobody else may
  /// start it, nor take its end for a failure. It is no older wish, from before an operator's
  /// start. What cannot be read is no proof. Anybody may ask.
  boolean isUnwanted() {
    Life life = state.life();
    if (!registry.isShared() || (life.asked && !life.launching)) {
      return false;
    }
    try {
      return registry
          .find(key)
          .map(entry -> entry.desired() == Entry.Desired.STOPPED)
          .orElse(written);
    } catch (RegistryException unreadable) {
      LOG.debug("What is wanted of {} cannot be read", key, unreadable);
      return false;
    }
  }

  /// Notes that a run is about to be launched, and by which mark it can be found.
  ///
  /// @return completes when that is written
  CompletableFuture<Void> intend() {
    if (state.life().asked) {
      desire(Entry.Desired.RUNNING);
    }
    run.mark(state.spec().isDetached());
    var intent = apply(new Patch.Put(state.portrait().entry(state.life(), run.now(), lease)));
    intent.thenRun(() -> written = true);
    return intent;
  }

  void desire(Entry.Desired desired) {
    if (registry.isShared() && claimed && !withdrawn) {
      wished = apply(new Patch.Desire(key, desired));
    }
  }

  /// Notes for others that it is well. Anybody may say so.
  void beat(Instant now) {
    int generation = state.life().generation;
    if (hasToAsk() && !withdrawn && beats.take(generation, now)) {
      apply(new Patch.Beat(key, generation, now));
    }
  }

  /// Whether another host has said that it is well.
  boolean hearsBeat(Entry stored) {
    return stored
        .heartbeat()
        .filter(at -> beats.take(stored.progress().generation(), at))
        .isPresent();
  }

  /// When anybody has last said that its present run is well.
  Optional<Instant> heartbeat() {
    return beats.last();
  }

  /// As [#isLost()], a moment later if need be: whom nobody owns several hosts may watch, and they
  /// are to read what is desired before they see the end. But a stop does not wait for a registry
  /// that cannot be written. Not for the mailbox.
  boolean isLostOnceWished() {
    if (lease.holder().isEmpty()) {
      try {
        wished.get(MOMENT.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException unwritten) {
        LOG.debug("Nobody may have read what is desired of {}", key, unwritten);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return isLost();
  }

  /// Whether it is somebody else's for good.
  boolean isWithdrawn() {
    return withdrawn;
  }

  /// Nothing more is written: it is somebody else's. Anybody may say so.
  void withdraw() {
    withdrawn = true;
  }

  /// Whether somebody else has taken it over meanwhile, as from a host that stood still. Anybody
  /// may ask; what cannot be read is no proof.
  boolean isLost() {
    return withdrawn
        || (claimed && registry.isShared() && stored().filter(this::isNewer).isPresent());
  }

  /// Whether others have forgotten it since it was known to them. What cannot be read is no proof.
  /// Anybody may ask.
  boolean isForgotten() {
    try {
      return registry.isShared() && written && registry.find(key).isEmpty();
    } catch (RegistryException unreadable) {
      LOG.debug("Whether {} is known cannot be read", key, unreadable);
      return false;
    }
  }

  /// What is stored, if that can be read. Anybody may ask.
  Optional<Entry> stored() {
    try {
      return registry.find(key);
    } catch (RegistryException unreadable) {
      LOG.debug("What is known of {} cannot be read", key, unreadable);
      return Optional.empty();
    }
  }

  /// Whether others may have changed what is known of it.
  boolean hasToAsk() {
    return registry.isShared();
  }

  /// Whether this host is to see to it that what is desired of it is done.
  boolean isOwner() {
    return hasToAsk() && claimed && !withdrawn && lease.holder().isPresent();
  }

  boolean isNewer(Entry stored) {
    Lease own = lease;
    return stored.lease().epoch() > own.epoch()
        || (stored.lease().epoch() == own.epoch()
            && stored
                .lease()
                .holder()
                .filter(holder -> !holder.equals(machine.host()))
                .isPresent());
  }

  private CompletableFuture<Void> apply(Patch patch) {
    try {
      return registry.apply(patch);
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }
}
