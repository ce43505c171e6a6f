package dev.processmanager.registry;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is remembered about one process: what `ProcessManager` writes into its [Registry], and what
/// other hosts read there. Holds no environment values. Immutable. All times are of the wall clock.
///
/// @param key scope and id
/// @param about what stays the same while it is registered
/// @param progress how far its life has come
/// @param run who runs, from the intent to launch it until its end
/// @param lease who looks after it, if anybody does
/// @param desired what its operator wants; changed by [Patch.Desire] alone once it is stored
/// @param heartbeat when somebody last said that this incarnation is well; changed by [Patch.Beat]
///     alone once it is stored
public record Entry(
    Key key,
    About about,
    Progress progress,
    Optional<Run> run,
    Lease lease,
    Desired desired,
    Optional<Instant> heartbeat) {

  /// An entry of which nobody has said yet that it is well.
  ///
  /// @param key scope and id
  /// @param about what stays the same while it is registered
  /// @param progress how far its life has come
  /// @param run who runs
  /// @param lease who looks after it
  /// @param desired what its operator wants
  public Entry(
      Key key, About about, Progress progress, Optional<Run> run, Lease lease, Desired desired) {
    this(key, about, progress, run, lease, desired, Optional.empty());
  }

  /// Scope and id, which together name a process.
  ///
  /// @param scope the scope
  /// @param id the id within it
  public record Key(Scope scope, String id) {

    /// {@return the id, with its scope unless that is the global one}
    @Override
    public String toString() {
      return scope.type() == Scope.Type.GLOBAL ? id : scope + "/" + id;
    }
  }

  /// What stays the same while a process is registered.
  ///
  /// @param kind its kind
  /// @param description what it runs, without secrets
  /// @param workingDirectory where it runs, if not in the host's directory
  /// @param logFile where its output goes, if to a file
  /// @param detached whether it is to survive its host
  /// @param metadata what its owner noted
  /// @param createdAt when it was registered
  public record About(
      ProcessKind kind,
      String description,
      Optional<Path> workingDirectory,
      Optional<Path> logFile,
      boolean detached,
      Map<String, String> metadata,
      Instant createdAt) {

    /// Copies the metadata.
    ///
    /// @param kind its kind
    /// @param description what it runs
    /// @param workingDirectory where it runs
    /// @param logFile where its output goes
    /// @param detached whether it is to survive its host
    /// @param metadata what its owner noted
    /// @param createdAt when it was registered
    public About {
      metadata = Map.copyOf(metadata);
    }
  }

  /// How far the life of a process has come.
  ///
  /// @param state its state; one that only a newer version knows reads as `UNKNOWN`
  /// @param generation its incarnation
  /// @param restarts all its restarts so far
  /// @param restartsInRow those that its policy counts
  /// @param recentRestarts when the latest of them were, the latest first
  /// @param exit how it last ended. What a function returned is not kept in a file: it reads as
  ///     `Returned(null)`. What one threw is kept as text and reads as `Unknown` with that text
  /// @param startedAt when its incarnation was launched
  /// @param updatedAt when this was noted
  public record Progress(
      ProcessState state,
      int generation,
      int restarts,
      int restartsInRow,
      List<Instant> recentRestarts,
      Optional<Exit> exit,
      Optional<Instant> startedAt,
      Instant updatedAt) {

    /// Copies the list.
    ///
    /// @param state its state
    /// @param generation its incarnation
    /// @param restarts all its restarts so far
    /// @param restartsInRow those that its policy counts
    /// @param recentRestarts when the latest of them were
    /// @param exit how it last ended
    /// @param startedAt when its incarnation was launched
    /// @param updatedAt when this was noted
    public Progress {
      recentRestarts = List.copyOf(recentRestarts);
    }
  }

  /// The current incarnation. It is noted before it is spawned, so that a host that comes after a
  /// crash in between can find it by its cookie.
  ///
  /// @param cookie what marks it and whatever comes from it; empty if nothing does
  /// @param process who it is, once it runs
  /// @param shim who waits for it to tell of its exit, if anybody does
  public record Run(String cookie, Optional<Fingerprint> process, Optional<Fingerprint> shim) {}

  /// Who looks after a process: restarts it and checks its health. The epoch is a fencing token. It
  /// grows with each claim and stays when the holder lets go, so that what a host writes that has
  /// lost the lease without knowing can be told from what its successor writes.
  ///
  /// @param holder the host; empty if nobody looks after it
  /// @param epoch how often it has been claimed
  public record Lease(Optional<Fingerprint> holder, long epoch) {

    private static final Lease NONE = new Lease(Optional.empty(), 0);

    /// {@return what nobody has ever claimed}
    public static Lease none() {
      return NONE;
    }

    /// {@return the first claim of a new entry}
    ///
    /// @param holder who looks after it
    public static Lease first(Fingerprint holder) {
      return NONE.claimedBy(holder);
    }

    /// {@return the lease after a claim}
    ///
    /// @param host who looks after it from then on
    public Lease claimedBy(Fingerprint host) {
      return new Lease(Optional.of(host), epoch + 1);
    }

    /// {@return the lease after its holder has let go}
    public Lease released() {
      return new Lease(Optional.empty(), epoch);
    }

    boolean isNewerThan(Lease other) {
      return epoch > other.epoch || (epoch == other.epoch && !holder.equals(other.holder));
    }
  }

  /// What an operator wants of a process.
  public enum Desired {
    /// It runs, as far as its restart policy allows.
    RUNNING,
    /// It does not run, whatever its restart policy says.
    STOPPED
  }

  Entry withLease(Lease changed) {
    return new Entry(key, about, progress, run, changed, desired, heartbeat);
  }

  Entry withDesired(Desired changed) {
    return new Entry(key, about, progress, run, lease, changed, heartbeat);
  }

  Entry withHeartbeat(Optional<Instant> changed) {
    return new Entry(key, about, progress, run, lease, desired, changed);
  }

  boolean isOfRun(int generation) {
    return progress.generation() == generation;
  }
}
