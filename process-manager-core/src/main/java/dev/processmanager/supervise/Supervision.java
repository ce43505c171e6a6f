package dev.processmanager.supervise;

import dev.processmanager.output.Subscription;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessState;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
    this(time, registry, contexts, _ -> {});
  }

  /// Begins with nobody to look after.
  ///
  /// @param time clocks and timers
  /// @param registry where processes are remembered; not closed here
  /// @param contexts completes each launch context with what only the caller knows, such as the
  ///     engine
  /// @param observer hears of each event in the instant of its publication, on the thread that
  ///     works for its process; it must not block
  public Supervision(
      TimeSource time,
      Registry registry,
      UnaryOperator<LaunchContext> contexts,
      Consumer<ProcessEvent> observer) {
    this.habitat =
        new Habitat(time, registry, contexts, new Listeners(observer), new AtomicBoolean());
  }

  /// A process that was registered and is being started.
  ///
  /// @param process its handle
  /// @param started completes when it runs; exceptionally if it comes to rest before
  public record Registered(ManagedProcess process, CompletableFuture<ManagedProcess> started) {}

  /// Registers a process and starts it. It is visible as `STARTING` when this returns.
  ///
  /// @param spec the process; its id may be that of one at rest, which it then replaces
  /// @return its handle and its start
  /// @throws DuplicateIdException if the id is that of a process that is not at rest
  /// @throws IllegalStateException if this is closed
  public Registered register(ProcessSpec spec) {
    Supervisor registered =
        supervisors.compute(
            spec.key(),
            (_, old) -> {
              if (habitat.isClosing()) {
                throw new IllegalStateException("The manager is closed");
              }
              if (old != null && !old.retire()) {
                throw new DuplicateIdException(old.status());
              }
              return new Supervisor(spec, habitat);
            });
    if (habitat.isClosing()) {
      registered.stop();
    }
    return new Registered(registered.handle(), registered.started());
  }

  /// Accepts nothing new, leaves what is detached and runs to itself, and begins to stop everything
  /// else, each process in its own way.
  ///
  /// @return the stops
  public List<CompletableFuture<StopReport>> close() {
    habitat.closing().set(true);
    return supervisors.values().stream().map(Supervisor::end).toList();
  }

  /// {@return a process by scope and id}
  ///
  /// @param key scope and id
  public Optional<ManagedProcess> find(Entry.Key key) {
    return Optional.ofNullable(supervisors.get(key)).map(Supervisor::handle);
  }

  /// {@return all processes, those at rest included}
  public Collection<ManagedProcess> all() {
    return supervisors.values().stream().<ManagedProcess>map(Supervisor::handle).toList();
  }

  /// {@return the processes that are not at rest and that the end of this does not leave to
  /// themselves}
  public Collection<ManagedProcess> unfinished() {
    return supervisors.values().stream()
        .filter(supervisor -> !supervisor.isLeft() && !supervisor.status().state().isAtRest())
        .<ManagedProcess>map(Supervisor::handle)
        .toList();
  }

  /// Stops a process and forgets it.
  ///
  /// @param key scope and id
  /// @return completes when it is at rest and forgotten; exceptionally with [UnknownIdException].
  ///     If it survives, its report says so and it stays known
  public CompletableFuture<StopReport> remove(Entry.Key key) {
    Supervisor known = supervisors.get(key);
    if (known == null) {
      return CompletableFuture.failedFuture(new UnknownIdException(key));
    }
    return known.stop().thenCompose(report -> forget(key, known, report));
  }

  /// Who survived its stop stays known; who was started again meanwhile is stopped again.
  private CompletableFuture<StopReport> forget(Entry.Key key, Supervisor known, StopReport report) {
    if (known.status().state() == ProcessState.UNKNOWN) {
      return CompletableFuture.completedFuture(report);
    }
    if (!known.retire()) {
      return remove(key);
    }
    return supervisors.remove(key, known)
        ? habitat.registry().apply(new Patch.Remove(key)).thenApply(_ -> report)
        : CompletableFuture.completedFuture(report);
  }

  /// Adds a listener for the events of all processes.
  ///
  /// @param listener hears of every event from now on
  /// @return takes it away again
  public Subscription listen(ProcessListener listener) {
    return habitat.listeners().add(listener);
  }
}
