package dev.processmanager.registry;

import dev.processmanager.process.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/// A change of a single entry or session. Nobody ever saves "all entries": what others wrote stays.
/// A patch is made to what is stored at that moment, under the lock of the registry, by a pure
/// function; whatever depends on an earlier look says what it has seen and is refused with a
/// [RegistryConflictException] if that is no longer so. Immutable.
public sealed interface Patch {

  /// A change of the entry of one process.
  sealed interface OfEntry extends Patch {

    /// {@return which entry it changes}
    Entry.Key key();

    /// {@return the entry after this change; empty if there is none any more}
    ///
    /// @param stored the entry before
    /// @throws RegistryConflictException if this must not be done to it
    Optional<Entry> applyTo(Optional<Entry> stored);
  }

  /// A change of one session.
  sealed interface OfSession extends Patch {

    /// {@return the id of the session it changes}
    String id();

    /// {@return the session after this change; empty if there is none any more}
    ///
    /// @param stored the session before
    /// @throws RegistryConflictException if this must not be done to it
    Optional<SessionEntry> applyTo(Optional<SessionEntry> stored);
  }

  /// Writes an entry, new or not. It keeps what is stored of [Entry#desired()], because an
  /// operator may have changed that through another host meanwhile, and the heartbeat of its run,
  /// which any host may have noted. It is refused if the stored lease is newer: of a higher
  /// epoch, or of the same with another holder; where nobody holds it, if the stored generation
  /// is higher. Whoever has lost a lease, or looks at an earlier incarnation, can so never
  /// overwrite what its successor noted.
  ///
  /// @param entry the entry; its lease is the one that the writer believes in, or the next one
  record Put(Entry entry) implements OfEntry {
    @Override
    public Entry.Key key() {
      return entry.key();
    }

    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      if (stored.filter(old -> old.lease().isNewerThan(entry.lease())).isPresent()) {
        throw new RegistryConflictException(this, "somebody else looks after it by now", stored);
      }
      if (entry.lease().holder().isEmpty() && stored.filter(this::isOfLaterRun).isPresent()) {
        throw new RegistryConflictException(this, "it was started again meanwhile", stored);
      }
      return Optional.of(stored.map(this::over).orElse(entry));
    }

    private Entry over(Entry old) {
      Entry next = entry.withDesired(old.desired());
      return old.isOfRun(entry.progress().generation())
          ? next.withHeartbeat(old.heartbeat())
          : next;
    }

    private boolean isOfLaterRun(Entry stored) {
      return stored.progress().generation() > entry.progress().generation();
    }
  }

  /// Writes an entry that is stored already, as [Put] does. Nothing happens to one that is not
  /// there any more: whom somebody has forgotten meanwhile does not come back.
  ///
  /// @param entry the entry
  record Update(Entry entry) implements OfEntry {
    @Override
    public Entry.Key key() {
      return entry.key();
    }

    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      return stored.isEmpty() ? stored : new Put(entry).applyTo(stored);
    }
  }

  /// Forgets an entry, whatever has become of it; one that is not there is no error.
  ///
  /// @param key which
  record Remove(Entry.Key key) implements OfEntry {
    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      return Optional.empty();
    }
  }

  /// Forgets an entry that is still as it was seen: what one finds dead, another may have started
  /// again meanwhile. One that is not there is no error; one that has changed is a conflict.
  ///
  /// @param seen the entry as it was read
  record Forget(Entry seen) implements OfEntry {
    @Override
    public Entry.Key key() {
      return seen.key();
    }

    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      if (stored.filter(old -> !old.equals(seen)).isPresent()) {
        throw new RegistryConflictException(this, "it has changed meanwhile", stored);
      }
      return Optional.empty();
    }
  }

  /// Says what an operator wants of a process. Anybody may, whoever looks after it. Nothing happens
  /// if it is not there.
  ///
  /// @param key which
  /// @param desired what is wanted of it
  record Desire(Entry.Key key, Entry.Desired desired) implements OfEntry {
    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      return stored.map(old -> old.withDesired(desired));
    }
  }

  /// Says that a run is well. Anybody may, whoever looks after it. Nothing happens if another run
  /// has followed.
  ///
  /// @param key which
  /// @param generation its incarnation
  /// @param at when
  record Beat(Entry.Key key, int generation, Instant at) implements OfEntry {
    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      return stored.map(old -> old.isOfRun(generation) ? old.withHeartbeat(Optional.of(at)) : old);
    }
  }

  /// Takes over the lease of an entry, and with it the next epoch. It is refused if the epoch is
  /// not the expected one, or if the entry is not there: of several hosts that race for a lease one
  /// wins. Whether the old holder may be replaced is for the caller to prove first.
  ///
  /// @param key which
  /// @param holder who looks after it from now on
  /// @param expectedEpoch the epoch that was seen
  record Claim(Entry.Key key, Fingerprint holder, long expectedEpoch) implements OfEntry {
    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      Entry.Lease lease = stored.map(Entry::lease).orElse(Entry.Lease.none());
      if (stored.isEmpty() || lease.epoch() != expectedEpoch) {
        throw new RegistryConflictException(this, "somebody else was faster", stored);
      }
      return stored.map(old -> old.withLease(lease.claimedBy(holder)));
    }
  }

  /// Lets go of a lease. Nothing happens if somebody else has it by now.
  ///
  /// @param key which
  /// @param held the lease that is given back
  record Release(Entry.Key key, Entry.Lease held) implements OfEntry {
    @Override
    public Optional<Entry> applyTo(Optional<Entry> stored) {
      return stored.map(old -> old.lease().equals(held) ? old.withLease(held.released()) : old);
    }
  }

  /// Remembers a session. It is refused if somebody else has one of that id.
  ///
  /// @param session the session
  record BeginSession(SessionEntry session) implements OfSession {
    @Override
    public String id() {
      return session.id();
    }

    @Override
    public Optional<SessionEntry> applyTo(Optional<SessionEntry> stored) {
      if (stored.filter(old -> !old.owner().equals(session.owner())).isPresent()) {
        throw new RegistryConflictException(this, "it belongs to somebody else");
      }
      return Optional.of(session);
    }
  }

  /// Forgets a session. Nothing happens if somebody else has one of that id by now.
  ///
  /// @param id its id
  /// @param owner whose it is
  record EndSession(String id, Fingerprint owner) implements OfSession {
    @Override
    public Optional<SessionEntry> applyTo(Optional<SessionEntry> stored) {
      return stored.filter(old -> !old.owner().equals(owner));
    }
  }
}
