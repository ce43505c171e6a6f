package dev.processmanager;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryConflictException;
import dev.processmanager.registry.SessionEntry;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.UnknownIdException;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A scope whose processes end with it, those that are `detached()` included. It is remembered
/// together with the host that has begun it, so that a later one can end it should that host die.
/// Safe for use by many threads.
///
/// ```java
/// try (Session session = pm.session("review-7")) {
///   session.processes().startCliBackground(Command.of("./preview"), as -> as.id("app")).join();
/// }
/// ```
public final class Session implements AutoCloseable {

  /// How the processes of a session are stopped unless somebody says otherwise.
  private static final StopPlan PLAN = StopPlan.graceful(Duration.ofSeconds(2));

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager");

  private final String id;
  private final Fingerprint owner;
  private final Registry registry;
  private final ProcessScope processes;

  Session(String id, Fingerprint owner, Registry registry, ProcessScope processes) {
    this.id = id;
    this.owner = owner;
    this.registry = registry;
    this.processes = processes;
  }

  /// Whoever begins a session that somebody living has begun works in it without owning it.
  static Session begin(
      String id, Registry registry, HostMachine machine, TimeSource time, ProcessScope processes) {
    var session = new Session(id, machine.host(), registry, processes);
    var entry = new SessionEntry(id, machine.host(), time.now());
    registry
        .apply(new Patch.BeginSession(entry))
        .exceptionallyComposeAsync(
            failure -> takeOver(entry, registry, machine, ProcessException.unwrapped(failure)),
            Thread::startVirtualThread)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("Nobody will end the session {} if this host dies", id, failure);
              }
            });
    return session;
  }

  private static CompletableFuture<Void> takeOver(
      SessionEntry entry, Registry registry, HostMachine machine, Throwable refusal) {
    if (!(refusal instanceof RegistryConflictException)) {
      return CompletableFuture.failedFuture(refusal);
    }
    return registry.sessions().stream()
        .filter(old -> old.id().equals(entry.id()) && Sessions.isAbandoned(old, machine))
        .findFirst()
        .map(
            old ->
                registry
                    .apply(new Patch.EndSession(old.id(), old.owner()))
                    .thenCompose(_ -> registry.apply(new Patch.BeginSession(entry))))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /// {@return its id}
  public String id() {
    return id;
  }

  /// {@return its processes}
  public ProcessScope processes() {
    return processes;
  }

  /// Stops all its processes, whoever has started them: asks, and forces them after 2 seconds.
  /// Then it forgets them.
  ///
  /// @return completes with a report for each; exceptionally with `ProcessException` if one of
  ///     them cannot be reached, or the registry cannot be read or written. Ending twice is
  ///     harmless. While somebody survives it goes on, to be ended again
  public CompletableFuture<List<StopReport>> end() {
    return end(PLAN);
  }

  /// Stops all its processes, whoever has started them, and forgets them.
  ///
  /// @param plan how
  /// @return completes with a report for each; see [#end()]
  public CompletableFuture<List<StopReport>> end(StopPlan plan) {
    return end(processes, plan)
        .thenCompose(
            reports ->
                reports.stream().allMatch(StopReport::complete)
                    ? registry.apply(new Patch.EndSession(id, owner)).thenApply(_ -> reports)
                    : CompletableFuture.completedFuture(reports));
  }

  /// Ends it and waits for that, as [#end()] does.
  ///
  /// @throws java.util.concurrent.CompletionException if that fails, with the reason as its cause
  @Override
  public void close() {
    end().join();
  }

  private static CompletableFuture<List<StopReport>> end(ProcessScope processes, StopPlan plan) {
    return processes
        .listProcesses()
        .thenCompose(
            all -> {
              List<CompletableFuture<StopReport>> ends =
                  all.stream().map(status -> end(processes, status, plan)).toList();
              return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                  .thenApply(_ -> ends.stream().map(CompletableFuture::join).toList());
            });
  }

  private static CompletableFuture<StopReport> end(
      ProcessScope processes, ProcessStatus status, StopPlan plan) {
    return processes
        .stopProcess(status.id(), plan)
        .thenCompose(
            report ->
                report.complete()
                    ? processes.removeProcess(status.id()).thenApply(_ -> report)
                    : CompletableFuture.completedFuture(report))
        .exceptionallyCompose(failure -> goneAlready(status, failure));
  }

  /// Another host may be ending the session, too.
  private static CompletableFuture<StopReport> goneAlready(
      ProcessStatus status, Throwable failure) {
    Throwable reason = ProcessException.unwrapped(failure);
    return reason instanceof UnknownIdException
        ? CompletableFuture.completedFuture(StopReport.nothingToDo(status.id()))
        : CompletableFuture.failedFuture(reason);
  }
}
