package dev.processmanager.supervise;

import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// All processes that one manager looks after. `ProcessManager` is built on it; other front doors
/// can be, too. Safe for use by many threads.
public final class Supervision {

  private final Habitat habitat;
  private final Map<Entry.Key, Supervisor> supervisors = new ConcurrentHashMap<>();

  /// Begins with nobody to look after.
  ///
  /// @param time clocks and timers
  /// @param registry where processes are remembered; not closed here
  /// @param contexts completes each launch context with what only the caller knows, such as the
  ///     engine
  public Supervision(TimeSource time, Registry registry, UnaryOperator<LaunchContext> contexts) {
    this.habitat = new Habitat(time, registry, contexts, new Listeners());
  }

  /// Registers a process and starts it. It is visible before the result completes.
  ///
  /// @param spec the process; its id may be that of one at rest, which it then replaces
  /// @return completes when it runs; exceptionally with [DuplicateIdException], with a
  ///     `LaunchException`, or if it comes to rest before it runs
  public CompletableFuture<ManagedProcess> start(ProcessSpec spec) {
    var fresh = new Supervisor(spec, habitat);
    Supervisor now =
        supervisors.compute(
            spec.key(), (_, old) -> old == null || old.status().state().isAtRest() ? fresh : old);
    return now == fresh
        ? fresh.start()
        : CompletableFuture.failedFuture(new DuplicateIdException(now.status()));
  }

  /// {@return a process by scope and id}
  ///
  /// @param key scope and id
  public Optional<ManagedProcess> find(Entry.Key key) {
    return Optional.ofNullable(supervisors.get(key));
  }

  /// {@return all processes, those at rest included}
  public Collection<ManagedProcess> all() {
    return List.copyOf(supervisors.values());
  }

  /// Stops a process and forgets it.
  ///
  /// @param key scope and id
  /// @return completes when it is at rest and forgotten; exceptionally with [UnknownIdException]
  public CompletableFuture<StopReport> remove(Entry.Key key) {
    Supervisor known = supervisors.get(key);
    if (known == null) {
      return CompletableFuture.failedFuture(new UnknownIdException(key));
    }
    return known
        .stop()
        .thenCompose(
            report -> {
              boolean ours = supervisors.remove(key, known);
              return ours
                  ? habitat.registry().apply(new Patch.Remove(key)).thenApply(_ -> report)
                  : CompletableFuture.completedFuture(report);
            });
  }

  /// Adds a listener for the events of all processes.
  ///
  /// @param listener hears of every event from now on
  /// @return takes it away again
  public AutoCloseable listen(ProcessListener listener) {
    return habitat.listeners().add(listener);
  }
}
