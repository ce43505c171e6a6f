package dev.processmanager.supervise;

import dev.processmanager.output.Subscription;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// All processes that one manager looks after. `ProcessManager` is built on it; other front doors
/// can be, too. Safe for use by many threads.
public final class Supervision {

  private final Habitat habitat;
  private final Order order;
  private final RegistryWatch watch;
  private final Elsewhere elsewhere;
  private final Neighbours neighbours = new Neighbours();

  /// Held while it is decided who is known, so that nobody can depend on himself in the end.
  private final ReentrantLock registering = new ReentrantLock();

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
    Map<Entry.Key, Supervisor> added;
    registering.lock();
    try {
      refuse(specs);
      added = order.created(specs);
      retireFormer(specs);
      added.values().forEach(neighbours::put);
      specs.forEach(neighbours::watch);
    } finally {
      registering.unlock();
    }
    added.values().forEach(Supervisor::begin);
    watch.begin();
    if (habitat.isClosing()) {
      added.values().forEach(Supervisor::stop);
    }
    return added.values().stream()
        .map(supervisor -> new Registered(supervisor.handle(), supervisor.started()))
        .toList();
  }

  private void refuse(Collection<ProcessSpec> specs) {
    if (habitat.isClosing()) {
      throw new IllegalStateException("The manager is closed");
    }
    var keys = new HashSet<Entry.Key>();
    for (ProcessSpec spec : specs) {
      if (!keys.add(spec.key())) {
        throw new IllegalArgumentException("two of them have the id \"" + spec.key() + "\"");
      }
    }
    neighbours.check(specs);
  }

  /// All or none.
  private void retireFormer(Collection<ProcessSpec> specs) {
    requirePlaces(specs, Supervisor::makesPlaceFor);
    requirePlaces(specs, Supervisor::makePlaceFor);
  }

  private void requirePlaces(
      Collection<ProcessSpec> specs, BiPredicate<Supervisor, ProcessSpec> makesPlace) {
    for (ProcessSpec spec : specs) {
      Optional<Supervisor> former = neighbours.find(spec.key());
      if (former.isPresent() && !makesPlace.test(former.get(), spec)) {
        throw new DuplicateIdException(former.get().status());
      }
    }
  }

  /// Defines a known process anew, from its next launch on.
  ///
  /// @param spec what it is then; its scope and id say which
  /// @return its handle
  /// @throws UnknownIdException if it is not known
  /// @throws DependencyException if it could never have what it would depend on
  public ManagedProcess update(ProcessSpec spec) {
    registering.lock();
    try {
      Supervisor known =
          neighbours.find(spec.key()).orElseThrow(() -> new UnknownIdException(spec.key()));
      neighbours.check(List.of(spec));
      neighbours.watch(spec);
      known.state().update(spec);
      return known.handle();
    } finally {
      registering.unlock();
    }
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
        Supervisor::stop);
  }

  /// Restarts processes one after another, in the order of their starts: each has to be running and
  /// healthy again before the next one goes down.
  ///
  /// @param which which
  /// @param limit how long one may take for that, positive
  /// @return completes when the last one is well; at the first that is not, exceptionally with its
  ///     reason or a [java.util.concurrent.TimeoutException], and the others are left as they are
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

  /// {@return a process by scope and id}
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
    return Elsewhere.later(
        () -> new Reconciliation(habitat, this::started).of(elsewhere.entries()));
  }

  /// Forgets everybody in the registry who has ended and whom no host looks after.
  ///
  /// @return completes with how many that were
  public CompletableFuture<Integer> forgetDead() {
    return Elsewhere.later(() -> forgetDead(_ -> true));
  }

  private CompletableFuture<Integer> forgetDead(Predicate<Entry> which) {
    List<CompletableFuture<Boolean>> forgotten =
        elsewhere.entries().stream().filter(which).map(elsewhere::forget).toList();
    return CompletableFuture.allOf(forgotten.toArray(CompletableFuture[]::new))
        .thenApply(_ -> (int) forgotten.stream().filter(CompletableFuture::join).count());
  }

  /// {@return completes with the status of a process; exceptionally with [UnknownIdException]}
  ///
  /// @param key scope and id
  public CompletableFuture<ProcessStatus> status(Entry.Key key) {
    return look(key, known -> done(known.status()), () -> elsewhere.status(key));
  }

  /// {@return completes with the status of all processes, those of other hosts included}
  public CompletableFuture<List<ProcessStatus>> statuses() {
    return habitat.registry().isShared()
        ? Elsewhere.later(() -> done(elsewhere.statusesWith(statusesHere())))
        : done(List.copyOf(statusesHere().values()));
  }

  private Map<Entry.Key, ProcessStatus> statusesHere() {
    var here = new LinkedHashMap<Entry.Key, ProcessStatus>();
    neighbours.all().stream()
        .filter(known -> !known.isOvertaken())
        .forEach(known -> here.put(known.key(), known.status()));
    return here;
  }

  /// {@return completes with the handle of a process, if this host looks after it, or may because
  /// nobody has to}
  ///
  /// @param key scope and id
  public CompletableFuture<Optional<ManagedProcess>> handle(Entry.Key key) {
    Optional<ManagedProcess> here = here(key).map(Supervisor::handle);
    return here.isPresent() || !habitat.registry().isShared()
        ? CompletableFuture.completedFuture(here)
        : elsewhere.handle(key);
  }

  /// Stops a process, whoever looks after it.
  ///
  /// @param key scope and id
  /// @param plan how; its own way if empty
  /// @return completes when it is at rest; exceptionally with [UnknownIdException]
  public CompletableFuture<StopReport> stop(Entry.Key key, Optional<StopPlan> plan) {
    return here(key)
        .map(known -> orElsewhere(plan.map(known::stop).orElseGet(known::stop), known, plan))
        .orElseGet(() -> elsewhere.stop(key, plan));
  }

  /// Whoever turns out to be somebody else's while he is being stopped is stopped there.
  private CompletableFuture<StopReport> orElsewhere(
      CompletableFuture<StopReport> stop, Supervisor known, Optional<StopPlan> plan) {
    return stop.exceptionallyCompose(
        failure ->
            known.registration().isWithdrawn()
                ? elsewhere.stop(known.key(), plan)
                : CompletableFuture.failedFuture(ProcessException.unwrapped(failure)));
  }

  /// Whoever is looked after here, or rests here while nobody else has started or forgotten him. Of
  /// one at rest it takes a look at the registry. Wishes wait for that look where they are made, so
  /// that they come in the order of their calls.
  private Optional<Supervisor> here(Entry.Key key) {
    return neighbours.find(key).filter(known -> !known.isOvertaken());
  }

  /// Does what is no wish and so may come later, if that look has to be taken.
  private <T> CompletableFuture<T> look(
      Entry.Key key,
      Function<Supervisor, CompletableFuture<T>> here,
      Supplier<CompletableFuture<T>> notHere) {
    Optional<Supervisor> known = neighbours.find(key);
    return known.isPresent() && known.get().mayBeOvertaken()
        ? Elsewhere.later(() -> here(key).map(here).orElseGet(notHere))
        : known.map(here).orElseGet(notHere);
  }

  private CompletableFuture<ManagedProcess> started(ProcessSpec spec) {
    try {
      return register(spec).started();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /// {@return completes with the result of a process once it is at rest, whoever looks after it;
  /// exceptionally with [UnknownIdException]}
  ///
  /// @param key scope and id
  public CompletableFuture<ProcessResult> result(Entry.Key key) {
    return look(key, Supervisor::result, () -> elsewhere.result(key));
  }

  /// Sends a signal to a process, whoever looks after it.
  ///
  /// @param key scope and id
  /// @param signal the signal
  /// @return completes with whether it was sent; exceptionally with [UnknownIdException]
  public CompletableFuture<Boolean> signal(Entry.Key key, Signal signal) {
    return here(key)
        .map(known -> known.signal(signal))
        .orElseGet(() -> elsewhere.signal(key, signal));
  }

  /// Notes that a process is well, whoever looks after it.
  ///
  /// @param key scope and id
  /// @return completes with whether it runs; exceptionally with [UnknownIdException]
  public CompletableFuture<Boolean> refreshHealth(Entry.Key key) {
    return here(key)
        .map(known -> done(known.refreshHealth()))
        .orElseGet(() -> elsewhere.refreshHealth(key));
  }

  /// Notes somebody whom something else has started, without looking after him.
  ///
  /// @param spec under which name and with what else; nothing that takes somebody to look after it
  /// @param process who it is
  /// @return completes with his status when others can see him; exceptionally with
  ///     [DuplicateIdException] if the id is that of somebody else who runs
  /// @throws IllegalStateException if the registry is this host's alone
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
    return here(key)
        .map(
            known ->
                orElsewhere(known.stop(), known, Optional.empty())
                    .thenCompose(report -> forget(key, known, report)))
        .orElseGet(
            () ->
                elsewhere
                    .stop(key, Optional.empty())
                    .thenCompose(report -> report.complete() ? forget(key, report) : done(report)));
  }

  private CompletableFuture<StopReport> forget(Entry.Key key, StopReport report) {
    neighbours.find(key).ifPresent(neighbours::remove);
    habitat.machine().forget(key);
    return habitat.registry().apply(new Patch.Remove(key)).thenApply(_ -> report);
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /// Who survived its stop stays known; who was started again meanwhile is stopped again.
  private CompletableFuture<StopReport> forget(Entry.Key key, Supervisor known, StopReport report) {
    if (known.status().state() == ProcessState.UNKNOWN) {
      return done(report);
    }
    if (!known.state().retire()) {
      return remove(key);
    }
    boolean isMine = neighbours.remove(known);
    boolean wentByItself = neighbours.find(key).isEmpty();
    return isMine || wentByItself ? forget(key, report) : done(report);
  }

  /// Adds a listener for the events of all processes.
  ///
  /// @param listener hears of every event from now on
  /// @return takes it away again
  public Subscription listen(ProcessListener listener) {
    return habitat.listeners().add(listener);
  }
}
