package dev.processmanager.supervise;

import dev.processmanager.output.Subscription;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Registry;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// All processes that one manager looks after. `ProcessManager` is built on it; other front doors
/// can be, too. Safe for use by many threads.
///
/// Unlike there, cancelling the future of a start stops nothing here, and nothing is stopped when
/// this JVM ends: both are for the front door.
public final class Supervision {

  private final Habitat habitat;
  private final Order order;
  private final RegistryWatch watch;
  private final Elsewhere elsewhere;
  private final Admission admission;
  private final Anywhere anywhere;
  private final Neighbours neighbours = new Neighbours();

  /// Begins with nobody to look after.
  ///
  /// @param time clocks and timers
  /// @param registry where processes are remembered, by this host alone; not closed here
  /// @param contexts completes each launch context with what only the caller knows, such as the
  ///     engine
  public Supervision(TimeSource time, Registry registry, UnaryOperator<LaunchContext> contexts) {
    this(time, registry, new Alone(), contexts, _ -> {});
  }

  /// Begins with nobody to look after.
  ///
  /// @param time clocks and timers
  /// @param registry where processes are remembered; not closed here
  /// @param machine what is asked of the operating system
  /// @param contexts completes each launch context with what only the caller knows, such as the
  ///     engine
  /// @param observer hears of each event in the instant of its publication, on the thread that
  ///     works for its process; it must not block
  public Supervision(
      TimeSource time,
      Registry registry,
      Machine machine,
      UnaryOperator<LaunchContext> contexts,
      Consumer<ProcessEvent> observer) {
    this.habitat =
        new Habitat(
            time,
            registry,
            machine,
            contexts,
            new Listeners(observer),
            neighbours,
            new AtomicBoolean());
    registry.onDamage(habitat.listeners()::damaged);
    this.order = new Order(habitat);
    this.watch = new RegistryWatch(habitat);
    this.elsewhere = new Elsewhere(habitat, this::started);
    this.admission = new Admission(habitat, order);
    this.anywhere = new Anywhere(habitat, elsewhere);
  }

  /// A process that was registered and is being started.
  ///
  /// @param process its handle
  /// @param started completes when it runs; exceptionally if it comes to rest before
  public record Registered(ManagedProcess process, CompletableFuture<ManagedProcess> started) {}

  /// Registers a process and starts it, and before it those that it requires and that are at rest.
  /// It is visible as `STARTING` when this returns.
  ///
  /// @param spec the process; its id may be that of one at rest, which it then replaces
  /// @return its handle and its start
  /// @throws DuplicateIdException if the id is that of a process that is not at rest
  /// @throws DependencyException if it could never have what it depends on
  /// @throws IllegalStateException if this is closed
  public Registered register(ProcessSpec spec) {
    return registerAll(List.of(spec)).getFirst();
  }

  /// Registers processes and starts each as soon as it has what it depends on and all of its level
  /// with a smaller priority number have come to something.
  ///
  /// @param specs the processes, in any order
  /// @return their handles and starts, in the order of the processes
  /// @throws DuplicateIdException if an id is that of a process that is not at rest
  /// @throws DependencyException if one could never have what it depends on
  /// @throws IllegalArgumentException if two of them have the same id
  /// @throws IllegalStateException if this is closed
  public List<Registered> registerAll(Collection<ProcessSpec> specs) {
    Collection<Supervisor> added = admission.admit(specs);
    added.forEach(Supervisor::begin);
    watch.begin();
    if (habitat.isClosing()) {
      added.forEach(known -> known.wishes().stop());
    }
    return added.stream()
        .map(supervisor -> new Registered(supervisor.handle(), supervisor.started()))
        .toList();
  }

  /// Defines a known process anew, from its next launch on.
  ///
  /// @param spec what it is then; its scope and id say which
  /// @return its handle
  /// @throws UnknownIdException if it is not known
  /// @throws DependencyException if it could never have what it would depend on
  public ManagedProcess update(ProcessSpec spec) {
    return admission.update(spec).handle();
  }

  /// Accepts nothing new, leaves what is detached and runs to itself, and begins to stop everything
  /// else, each process in its own way and in the inverse order of the starts.
  ///
  /// @return the stops
  public List<CompletableFuture<StopReport>> close() {
    habitat.closing().set(true);
    return order.stopped(neighbours.all(), Supervisor::end);
  }

  /// Begins to stop processes, each in its own way: those that others depend on after these, and of
  /// the same level those with a greater priority number first.
  ///
  /// @param which which
  /// @return the stops
  public List<CompletableFuture<StopReport>> stopAll(Predicate<ProcessStatus> which) {
    return order.stopped(
        neighbours.all().stream().filter(known -> which.test(known.status())).toList(),
        known -> known.wishes().stop());
  }

  /// Restarts processes one after another, in the order of their starts: each has to be running and
  /// healthy again before the next one goes down.
  ///
  /// @param which which
  /// @param limit how long one may take for that, positive
  /// @return completes when the last one is well; at the first that is not, exceptionally with its
  ///     reason or a [java.util.concurrent.TimeoutException], and the others are left as they are
  /// @throws IllegalArgumentException if the limit is not positive
  public CompletableFuture<List<ManagedProcess>> rollingRestart(
      Predicate<ProcessStatus> which, Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("limit must be positive, not " + limit);
    }
    return new RollingRestart(habitat, limit)
        .of(
            order.ofStart(
                neighbours.all().stream()
                    .filter(known -> which.test(known.status()))
                    .map(Supervisor::key)
                    .toList()));
  }

  /// {@return a process by scope and id; empty if this host does not know it}
  ///
  /// @param key scope and id
  public Optional<ManagedProcess> find(Entry.Key key) {
    return neighbours.find(key).map(Supervisor::handle);
  }

  /// {@return all processes, those at rest included}
  public Collection<ManagedProcess> all() {
    return neighbours.all().stream().<ManagedProcess>map(Supervisor::handle).toList();
  }

  /// {@return the processes that are not at rest and that the end of this does not leave to
  /// themselves}
  public Collection<ManagedProcess> unfinished() {
    return neighbours.all().stream()
        .filter(
            supervisor -> !supervisor.state().isLeft() && !supervisor.status().state().isAtRest())
        .<ManagedProcess>map(Supervisor::handle)
        .toList();
  }

  /// Looks at everything in the registry that this host does not look after: adopts who lives and
  /// has nobody else to look after him, and notes who has ended. Whoever is adopted runs on as he
  /// is; to restart and to check him takes his specification, with which he is started again.
  ///
  /// @return completes with what was found
  public CompletableFuture<ReconcileReport> reconcile() {
    return Later.run(() -> new Reconciliation(habitat, this::started).of(elsewhere.entries()));
  }

  /// Forgets everybody in the registry who has ended and whom no host looks after.
  ///
  /// @return completes with how many that were
  public CompletableFuture<Integer> forgetDead() {
    return Later.run(
        () -> {
          List<CompletableFuture<Boolean>> forgotten =
              elsewhere.entries().stream().map(elsewhere::forget).toList();
          return CompletableFuture.allOf(forgotten.toArray(CompletableFuture[]::new))
              .thenApply(_ -> (int) forgotten.stream().filter(CompletableFuture::join).count());
        });
  }

  /// {@return a future that completes with the status of a process; exceptionally with
  /// [UnknownIdException]}
  ///
  /// @param key scope and id
  public CompletableFuture<ProcessStatus> status(Entry.Key key) {
    return anywhere.status(key);
  }

  /// {@return a future that completes with the status of all processes, those of other hosts
  /// included}
  public CompletableFuture<List<ProcessStatus>> statuses() {
    return anywhere.statuses();
  }

  /// {@return a future that completes with the handle of a process, if this host looks after it,
  /// or may because nobody has to}
  ///
  /// @param key scope and id
  public CompletableFuture<Optional<ManagedProcess>> handle(Entry.Key key) {
    return anywhere.handle(key);
  }

  /// Stops a process, whoever looks after it.
  ///
  /// @param key scope and id
  /// @param plan how; its own way if empty
  /// @return completes when it is at rest; exceptionally with [UnknownIdException]
  public CompletableFuture<StopReport> stop(Entry.Key key, Optional<StopPlan> plan) {
    return anywhere.stop(key, plan);
  }

  /// {@return a future that completes with the result of a process once it is at rest, whoever
  /// looks after it; exceptionally with [UnknownIdException]}
  ///
  /// @param key scope and id
  public CompletableFuture<ProcessResult> result(Entry.Key key) {
    return anywhere.result(key);
  }

  /// Sends a signal to a process, whoever looks after it.
  ///
  /// @param key scope and id
  /// @param signal the signal
  /// @return completes with whether it was sent; exceptionally with [UnknownIdException]
  public CompletableFuture<Boolean> signal(Entry.Key key, Signal signal) {
    return anywhere.signal(key, signal);
  }

  /// Notes that a process is well, whoever looks after it.
  ///
  /// @param key scope and id
  /// @return completes with whether it runs; exceptionally with [UnknownIdException]
  public CompletableFuture<Boolean> refreshHealth(Entry.Key key) {
    return anywhere.refreshHealth(key);
  }

  /// Notes somebody whom something else has started, without looking after him.
  ///
  /// @param spec under which name and with what else; nothing that takes somebody to look after it
  /// @param process who it is
  /// @return completes with his status when others can see him; exceptionally with
  ///     [DuplicateIdException] if the id is that of somebody else who runs
  /// @throws IllegalStateException if the registry is this host's alone
  /// @throws IllegalArgumentException if it is to be restarted, checked, limited or to depend on
  ///     others
  public CompletableFuture<ProcessStatus> enter(ProcessSpec spec, Fingerprint process) {
    return new Guests(habitat).enter(spec, process);
  }

  /// Forgets somebody whom nobody looks after, without stopping him.
  ///
  /// @param key scope and id
  /// @return completes when he is forgotten; exceptionally with [UnknownIdException], or with
  ///     [DuplicateIdException] if somebody looks after him
  public CompletableFuture<Void> dismiss(Entry.Key key) {
    return new Guests(habitat).dismiss(key);
  }

  /// Stops a process and forgets it.
  ///
  /// @param key scope and id
  /// @return completes when it is at rest and forgotten; exceptionally with [UnknownIdException].
  ///     If it survives, its report says so and it stays known
  public CompletableFuture<StopReport> remove(Entry.Key key) {
    return anywhere.remove(key);
  }

  /// Adds a listener for the events of all processes.
  ///
  /// @param listener hears of every event from now on
  /// @return takes it away again
  public Subscription listen(ProcessListener listener) {
    return habitat.listeners().add(listener);
  }

  /// {@return completes when all listeners have heard of all that has happened so far}
  public CompletableFuture<Void> told() {
    return habitat.listeners().told();
  }

  private CompletableFuture<ManagedProcess> started(ProcessSpec spec) {
    try {
      return register(spec).started();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }
}
