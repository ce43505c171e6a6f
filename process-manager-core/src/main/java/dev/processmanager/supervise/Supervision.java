package dev.processmanager.supervise;

import dev.processmanager.output.Subscription;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.supervise.DependencyGraph.Group;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All processes that one manager looks after. `ProcessManager` is built on it; other front doors
/// can be, too. Safe for use by many threads.
public final class Supervision {

  private final Habitat habitat;
  private final Neighbours neighbours = new Neighbours();

  /// Held while it is decided who is known, so that nobody can depend on himself in the end.
  private final ReentrantLock registering = new ReentrantLock();

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
        new Habitat(
            time, registry, contexts, new Listeners(observer), neighbours, new AtomicBoolean());
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
      added = supervisors(specs);
      retireFormer(specs);
      added.values().forEach(neighbours::put);
    } finally {
      registering.unlock();
    }
    added.values().forEach(Supervisor::begin);
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

  /// Those of one level wait for those of the same level with a smaller priority number.
  private Map<Entry.Key, Supervisor> supervisors(Collection<ProcessSpec> specs) {
    var byKey = new LinkedHashMap<Entry.Key, ProcessSpec>();
    specs.forEach(spec -> byKey.put(spec.key(), spec));
    var supervisors = new HashMap<Entry.Key, Supervisor>();
    var order = new Barrier();
    for (Group group : groups(specs, byKey.keySet())) {
      CompletableFuture<?> gate = order.before(group);
      for (Entry.Key key : group.members()) {
        ProcessSpec spec = byKey.get(key);
        neighbours.watch(spec);
        supervisors.put(key, new Supervisor(spec, gate, habitat));
      }
      order.passed(group, group.members().stream().map(key -> supervisors.get(key).settled()));
    }
    var inOrder = new LinkedHashMap<Entry.Key, Supervisor>();
    byKey.keySet().forEach(key -> inOrder.put(key, supervisors.get(key)));
    return inOrder;
  }

  /// One alone needs no order.
  private List<Group> groups(Collection<ProcessSpec> added, Collection<Entry.Key> keys) {
    return added.size() == 1
        ? List.of(new Group(0, List.copyOf(keys)))
        : neighbours.graphWith(added).groups(keys);
  }

  /// All or none.
  private void retireFormer(Collection<ProcessSpec> specs) {
    var retired = new ArrayList<Supervisor>();
    for (ProcessSpec spec : specs) {
      Optional<Supervisor> former = neighbours.find(spec.key());
      if (former.isPresent() && !former.get().state().retire()) {
        retired.forEach(one -> one.state().reinstate());
        throw new DuplicateIdException(former.get().status());
      }
      former.ifPresent(retired::add);
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
    return stopInOrder(neighbours.all(), Supervisor::end);
  }

  /// Begins to stop processes, each in its own way: those that others depend on after these, and of
  /// the same level those with a greater priority number first.
  ///
  /// @param which which
  /// @return the stops
  public List<CompletableFuture<StopReport>> stopAll(Predicate<ProcessStatus> which) {
    return stopInOrder(
        neighbours.all().stream().filter(known -> which.test(known.status())).toList(),
        Supervisor::stop);
  }

  private List<CompletableFuture<StopReport>> stopInOrder(
      Collection<Supervisor> stopping, Function<Supervisor, CompletableFuture<StopReport>> stop) {
    var byKey = new LinkedHashMap<Entry.Key, Supervisor>();
    stopping.forEach(supervisor -> byKey.put(supervisor.key(), supervisor));
    DependencyGraph graph = neighbours.graphWith(List.of());
    Map<Entry.Key, List<Entry.Key>> dependents = graph.dependents(byKey.keySet());
    var stops = new HashMap<Entry.Key, CompletableFuture<StopReport>>();
    var order = new Barrier();
    for (Group group : graph.groups(byKey.keySet()).reversed()) {
      CompletableFuture<?> gate = order.before(group);
      for (Entry.Key key : group.members()) {
        Stream<CompletableFuture<?>> users = dependents.get(key).stream().map(stops::get);
        stops.put(key, Barrier.after(gate, users, () -> stop.apply(byKey.get(key))));
      }
      order.passed(group, group.members().stream().map(stops::get));
    }
    return List.copyOf(stops.values());
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
    List<Entry.Key> keys =
        neighbours.all().stream()
            .filter(known -> which.test(known.status()))
            .map(Supervisor::key)
            .toList();
    return new RollingRestart(habitat, limit)
        .of(
            neighbours.graphWith(List.of()).groups(keys).stream()
                .flatMap(group -> group.members().stream())
                .toList());
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

  /// Stops a process and forgets it.
  ///
  /// @param key scope and id
  /// @return completes when it is at rest and forgotten; exceptionally with [UnknownIdException].
  ///     If it survives, its report says so and it stays known
  public CompletableFuture<StopReport> remove(Entry.Key key) {
    return neighbours
        .find(key)
        .map(known -> known.stop().thenCompose(report -> forget(key, known, report)))
        .orElseGet(() -> CompletableFuture.failedFuture(new UnknownIdException(key)));
  }

  /// Who survived its stop stays known; who was started again meanwhile is stopped again.
  private CompletableFuture<StopReport> forget(Entry.Key key, Supervisor known, StopReport report) {
    if (known.status().state() == ProcessState.UNKNOWN) {
      return CompletableFuture.completedFuture(report);
    }
    if (!known.state().retire()) {
      return remove(key);
    }
    return neighbours.remove(known)
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
