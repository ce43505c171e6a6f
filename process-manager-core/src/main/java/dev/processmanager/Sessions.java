package dev.processmanager;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopReport;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryConflictException;
import dev.processmanager.registry.Scope;
import dev.processmanager.registry.SessionEntry;
import dev.processmanager.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The sessions in the registry, whoever has begun them. For a session of this host see
/// [ProcessManager#session]. Safe for use by many threads.
public final class Sessions {

  private final Registry registry;
  private final HostMachine machine;
  private final TimeSource time;
  private final Function<Scope, ProcessScope> scopes;

  Sessions(
      Registry registry,
      HostMachine machine,
      TimeSource time,
      Function<Scope, ProcessScope> scopes) {
    this.registry = registry;
    this.machine = machine;
    this.time = time;
    this.scopes = scopes;
  }

  /// Begins a session that belongs to another process, such as the shell that runs this program:
  /// it goes on when this manager is closed, until somebody ends it or its owner has ended and a
  /// later host finds it abandoned.
  ///
  /// @param id its id, not empty
  /// @param owner the process id of its owner
  /// @param metadata notes; recorded, so not the place for a secret
  /// @return completes when it is written; exceptionally with `LaunchException` if there is no
  ///     such process, with `ProcessException` if the session is that of another one that lives,
  ///     or with `RegistryException` if it cannot be written
  /// @throws IllegalArgumentException if the id is empty
  public CompletableFuture<SessionStatus> begin(
      String id, long owner, Map<String, String> metadata) {
    Scope.session(id);
    return later(() -> beginNow(id, owner, metadata));
  }

  private CompletableFuture<SessionStatus> beginNow(
      String id, long owner, Map<String, String> metadata) {
    Fingerprint process = machine.fingerprint(owner);
    if (machine.verdict(process) != Verdict.SAME) {
      throw new LaunchException(
          "process " + owner, true, "No session without its owner: " + owner + " has ended", null);
    }
    var session = new SessionEntry(id, process, time.now(), metadata);
    return registry
        .apply(new Patch.BeginSession(session))
        .exceptionallyCompose(failure -> replace(session, ProcessException.unwrapped(failure)))
        .thenApply(_ -> status(session));
  }

  private CompletableFuture<Void> replace(SessionEntry session, Throwable refusal) {
    if (!(refusal instanceof RegistryConflictException)) {
      return CompletableFuture.failedFuture(refusal);
    }
    return later(
        () -> {
          if (named(session.id()).anyMatch(old -> !isAbandoned(old, machine))) {
            throw new ProcessException(
                "The session " + session.id() + " belongs to somebody else", refusal);
          }
          return endAll(named(session.id()))
              .thenCompose(_ -> registry.apply(new Patch.BeginSession(session)));
        });
  }

  /// {@return a future that completes with all that were begun and not ended; exceptionally with
  /// `RegistryException` if they cannot be read}
  public CompletableFuture<List<SessionStatus>> list() {
    return later(
        () ->
            CompletableFuture.completedFuture(
                registry.sessions().stream().map(this::status).toList()));
  }

  /// Ends a session, whoever's it is: stops all its processes, forcing them after 2 seconds, and
  /// forgets them and it.
  ///
  /// @param id its id
  /// @return completes with a report for each process; while somebody survives, it goes on
  public CompletableFuture<List<StopReport>> end(String id) {
    return later(
        () ->
            named(id).findAny().isPresent()
                ? endAll(named(id))
                : new Session(id, machine.host(), registry, scopes.apply(Scope.session(id))).end());
  }

  /// Ends the sessions whose owners have ended, with all their processes.
  ///
  /// @return completes with how many processes are forgotten with them
  public CompletableFuture<Integer> endAbandoned() {
    Predicate<SessionEntry> abandoned = session -> isAbandoned(session, machine);
    return later(() -> endAll(registry.sessions().stream().filter(abandoned)))
        .thenApply(List::size);
  }

  private CompletableFuture<List<StopReport>> endAll(Stream<SessionEntry> sessions) {
    List<CompletableFuture<List<StopReport>>> ends =
        sessions.map(session -> joined(session).end()).toList();
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> ends.stream().map(CompletableFuture::join).flatMap(Collection::stream).toList());
  }

  private Session joined(SessionEntry session) {
    Scope scope = Scope.session(session.id());
    return new Session(session.id(), session.owner(), registry, scopes.apply(scope));
  }

  private Stream<SessionEntry> named(String id) {
    return registry.sessions().stream().filter(session -> session.id().equals(id));
  }

  private SessionStatus status(SessionEntry session) {
    return new SessionStatus(
        session.id(),
        session.owner().process().pid(),
        isAbandoned(session, machine),
        session.startedAt(),
        session.metadata());
  }

  static boolean isAbandoned(SessionEntry session, HostMachine machine) {
    Verdict owner =
        session.owner().equals(machine.host()) ? Verdict.SAME : machine.verdict(session.owner());
    return owner == Verdict.DEAD || owner == Verdict.REUSED;
  }

  private static <T> CompletableFuture<T> later(Supplier<CompletableFuture<T>> action) {
    return CompletableFuture.supplyAsync(action, Thread::startVirtualThread)
        .thenCompose(Function.identity());
  }
}
