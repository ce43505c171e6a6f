package dev.processmanager;

import dev.processmanager.command.Adoption;
import dev.processmanager.command.Command;
import dev.processmanager.os.Adoptions;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.Supervision;
import dev.processmanager.supervise.UnknownIdException;
import dev.processmanager.task.AsyncAction;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/// The background processes of one [Scope]: what [ProcessManager] offers for ids, within a name
/// space. Safe for use by many threads.
///
/// ```java
/// ProcessScope project = pm.scope(Scope.project(Path.of("")));
/// project.startCliBackground(Command.of("npm", "run", "dev"), as -> as.id("dev")).join();
/// project.stopProcess("dev").join();
/// ```
///
/// Where an id is not known, a future fails with [UnknownIdException]. What can be told or done
/// without looking after a process (its status, waiting for its end, a signal, a stop) works for
/// those of other hosts, too, if the registry is shared; it then fails with a `RegistryException`
/// where the registry cannot be read. Once the manager is closed, what would start something or
/// look after it throws an [IllegalStateException].
public final class ProcessScope {

  private final Supervision supervision;
  private final Scope scope;
  private final TimeSource time;
  private final LongFunction<Adoption> adoptions;
  private final Runnable refuseIfClosed;

  /// @param adoptions gives what takes over the process of that number
  ProcessScope(
      Supervision supervision,
      Scope scope,
      TimeSource time,
      LongFunction<Adoption> adoptions,
      Runnable refuseIfClosed) {
    this.adoptions = adoptions;
    this.time = time;
    this.supervision = supervision;
    this.scope = scope;
    this.refuseIfClosed = refuseIfClosed;
  }

  /// {@return the name space of its ids}
  public Scope scope() {
    return scope;
  }

  /// Starts a command in the background, under a random UUID.
  ///
  /// @param command the command
  /// @return completes when it runs; cancelling it before stops the process. For how it fails see
  ///     [#start]
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> startCliBackground(Command command) {
    return startCliBackground(command, UnaryOperator.identity());
  }

  /// Starts a command in the background.
  ///
  /// @param command the command
  /// @param as says under which name and with what else; its scope is this one in any case
  /// @return completes when it runs; cancelling it before stops the process. For how it fails see
  ///     [#start]
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> startCliBackground(
      Command command, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(command)));
  }

  /// Starts a function on a virtual thread of this JVM, under a random UUID.
  ///
  /// @param task the function
  /// @return completes when it runs; cancelling it before stops the function
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> startAsyncTask(AsyncAction task) {
    return startAsyncTask(task, UnaryOperator.identity());
  }

  /// Starts a function on a virtual thread of this JVM.
  ///
  /// @param task the function
  /// @param as says under which name and with what else; not `detached()`
  /// @return completes when it runs; cancelling it before stops the function. For how it fails
  ///     see [#start]
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> startAsyncTask(
      AsyncAction task, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(task)));
  }

  /// Registers and starts a process, and before it those that it requires and that are at rest.
  /// It is visible as `STARTING` before the result completes.
  ///
  /// @param spec the process, which is put into this scope; its id may be that of one at rest
  /// @return completes when it runs and, if it has a startup check, has passed that;
  ///     exceptionally with `DuplicateIdException` if the id is taken, with `DependencyException`
  ///     if it cannot have what it depends on, with `LaunchException` if it cannot be launched,
  ///     with `ExitException` if it has ended before, and with `ProcessException` if it was
  ///     stopped before. As long as its restart policy tries again, nothing has failed.
  ///     Cancelling it before stops the process
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> start(ProcessSpec spec) {
    refuseIfClosed.run();
    return Starts.of(supervision, spec.scope(scope));
  }

  /// Registers processes and starts them in parallel, each as soon as it has what it depends on;
  /// of those that could start at the same time, those with a smaller priority number first.
  ///
  /// @param specs the processes, in any order, which are put into this scope
  /// @return completes when all run, in the order of the processes; when all starts have come to
  ///     something, exceptionally with the failure of the first that does not run, while the
  ///     others do. If an id is taken or nobody can be first, none is started. Cancelling it
  ///     before stops all of them
  /// @throws IllegalArgumentException if two of them have the same id
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<List<ManagedProcess>> startAll(Collection<ProcessSpec> specs) {
    refuseIfClosed.run();
    return Starts.ofAll(supervision, specs.stream().map(spec -> spec.scope(scope)).toList());
  }

  /// Starts a known process that is at rest, and before it those that it requires and that are at
  /// rest; joins a start that is under way.
  ///
  /// @param id which; of those that were started by this manager
  /// @return completes when it runs; exceptionally with [UnknownIdException], or as of [#start].
  ///     Cancelling it before stops the process
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> startProcess(String id) {
    refuseIfClosed.run();
    return with(id, Starts::again);
  }

  /// Stops a process in its own way and keeps it stopped, whoever looks after it; see
  /// [#stopProcess(String, StopPlan)].
  ///
  /// @param id which
  /// @return completes when it is at rest, or has survived
  public CompletableFuture<StopReport> stopProcess(String id) {
    return supervision.stop(key(id), Optional.empty());
  }

  /// Stops a process and keeps it stopped, whoever looks after it. To stop what is at rest
  /// succeeds.
  ///
  /// @param id which
  /// @param plan how
  /// @return completes when it is at rest, or has survived the force, which the report says;
  ///     exceptionally with [UnknownIdException], or with `ProcessException` if another host has
  ///     it and cannot be reached by its process
  public CompletableFuture<StopReport> stopProcess(String id, StopPlan plan) {
    return supervision.stop(key(id), Optional.of(plan));
  }

  /// Stops a process, if it runs, and starts it again.
  ///
  /// @param id which; of those that were started by this manager
  /// @return completes when it runs again; exceptionally with [UnknownIdException], or as of
  ///     [#start]
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> restartProcess(String id) {
    refuseIfClosed.run();
    return with(id, ManagedProcess::restart);
  }

  /// Stops all processes of this scope that this manager looks after, each in its own way and in
  /// the inverse order of their starts: those that others depend on after these.
  ///
  /// @return completes when all are at rest, with all reports as one; who survives is named there
  public CompletableFuture<StopReport> stopAll() {
    return stopAll(ProcessFilter.all());
  }

  /// Stops processes of this scope that this manager looks after, each in its own way and in the
  /// inverse order of their starts.
  ///
  /// @param filter which
  /// @return completes when all are at rest, with all reports as one; who survives is named there
  public CompletableFuture<StopReport> stopAll(ProcessFilter filter) {
    return Reports.joined(supervision.stopAll(ofThisScope(filter)::matches));
  }

  /// Restarts processes of this scope that this manager looks after one after another, in the
  /// order of their starts: each has to run and be healthy again before the next one goes down.
  ///
  /// @param filter which
  /// @param limit how long one may take for that, positive
  /// @return completes when the last one is well; at the first that is not, exceptionally with
  ///     its failure or a [TimeoutException], and the others are left as they are
  /// @throws IllegalArgumentException if the limit is not positive
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<List<ManagedProcess>> rollingRestart(
      ProcessFilter filter, Duration limit) {
    refuseIfClosed.run();
    return supervision.rollingRestart(ofThisScope(filter)::matches, limit);
  }

  /// Defines a known process anew. It goes on as it is, and begins to be what it says now at its
  /// next launch, whoever asks for that; what it says about restarts holds from the end of its
  /// present run. Its handle stays the same. A follower of its output hears nothing more if its
  /// log file is another one.
  ///
  /// @param spec what it is to be, which is put into this scope; its id says which
  /// @return completes with its handle; exceptionally with [UnknownIdException], or with
  ///     `DependencyException` if it could never have what it would depend on
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> updateProcess(ProcessSpec spec) {
    refuseIfClosed.run();
    try {
      return CompletableFuture.completedFuture(supervision.update(spec.scope(scope)));
    } catch (ProcessException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /// Looks after a process that something else has started. It lives on when the manager ends,
  /// unless it is `attached()`; it can be stopped, but only somebody else can start it again.
  ///
  /// @param pid its process id
  /// @param as says under which name and with what else
  /// @return completes when it is looked after; exceptionally with `LaunchException` if there is
  ///     no such process, or it runs this JVM
  /// @throws IllegalArgumentException if the id is no process id
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> adopt(long pid, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(adoption(pid)).detached()));
  }

  /// Looks after a process that something else has started, and that the caller has looked at:
  /// whoever has its number after its end is not taken for it.
  ///
  /// @param process the process
  /// @param as says under which name and with what else
  /// @return completes when it is looked after; exceptionally with `LaunchException` if it has
  ///     ended or runs this JVM
  /// @throws IllegalArgumentException if it is the first process of the system
  /// @throws IllegalStateException if the manager is closed
  public CompletableFuture<ManagedProcess> adopt(
      ProcessHandle process, UnaryOperator<ProcessSpec> as) {
    Adoption adoption = adoption(process.pid());
    // Who lives now has had that number when the adoption looked who it is.
    return process.isAlive()
        ? start(as.apply(ProcessSpec.of(adoption).detached()))
        : CompletableFuture.failedFuture(Adoptions.refusal(process.pid(), true, "it has ended"));
  }

  /// Notes a process that something else has started, so that every host can see and stop it,
  /// without looking after it: that needs nobody, and so this program may end. It may be this
  /// very JVM, or one that has started it. Whoever is noted already stays as he is.
  ///
  /// @param pid its process id
  /// @param as says under which name and with which metadata
  /// @return completes when others can see it; exceptionally with `LaunchException` if there is
  ///     no such process, or with `DuplicateIdException` if another one runs under that id
  /// @throws IllegalArgumentException if the id is no process id, or if it is to be restarted,
  ///     checked, limited or to depend on others
  /// @throws IllegalStateException if there is no registry file, or the manager is closed
  public CompletableFuture<ProcessStatus> register(long pid, UnaryOperator<ProcessSpec> as) {
    refuseIfClosed.run();
    Adoption found = adoption(pid);
    return supervision.enter(
        as.apply(ProcessSpec.of(found).detached()).scope(scope), found.process());
  }

  /// Forgets a process that no host looks after, without stopping it.
  ///
  /// @param id which
  /// @return completes when it is forgotten; exceptionally with [UnknownIdException], or with
  ///     `DuplicateIdException` if a host looks after it
  public CompletableFuture<Void> unregister(String id) {
    return supervision.dismiss(key(id));
  }

  private Adoption adoption(long pid) {
    if (pid <= 1) {
      throw new IllegalArgumentException("nobody adopts the process " + pid);
    }
    return adoptions.apply(pid);
  }

  /// Sends a signal to the main process of a process, whoever looks after it.
  ///
  /// @param id which
  /// @param signal the signal
  /// @return completes with whether it was sent, false if nothing runs or its kind knows no
  ///     signals; exceptionally with [UnknownIdException]
  public CompletableFuture<Boolean> signalProcess(String id, Signal signal) {
    return supervision.signal(key(id), signal);
  }

  /// Notes that a process is well, whoever looks after it: for `Probe.heartbeat`, which hears of
  /// it within a second, and as the time of its last health check.
  ///
  /// @param id which
  /// @return completes with whether it runs; if not, nothing was noted. Exceptionally with
  ///     [UnknownIdException]
  public CompletableFuture<Boolean> refreshHealth(String id) {
    return supervision.refreshHealth(key(id));
  }

  /// Stops a process and forgets it.
  ///
  /// @param id which
  /// @return completes when it is at rest and forgotten; exceptionally with [UnknownIdException].
  ///     If it survives, the report says so and it stays known
  public CompletableFuture<StopReport> removeProcess(String id) {
    return supervision.remove(key(id));
  }

  /// Tells what is known about a process.
  ///
  /// @param id which
  /// @return completes with its status now; exceptionally with [UnknownIdException]
  public CompletableFuture<ProcessStatus> getStatus(String id) {
    return supervision.status(key(id));
  }

  /// Looks a process up.
  ///
  /// @param id which
  /// @return completes with its handle, if this manager looks after it, or may since nobody has
  ///     to; with empty if the id is not known
  public CompletableFuture<Optional<ManagedProcess>> getHandle(String id) {
    return supervision.handle(key(id));
  }

  /// Tells whether a process runs.
  ///
  /// @param id which; false if it is not known
  /// @return completes with whether its state is `RUNNING`, whoever looks after it
  public CompletableFuture<Boolean> isRunning(String id) {
    return supervision
        .status(key(id))
        .handle((status, unknown) -> unknown == null && status.state() == ProcessState.RUNNING);
  }

  /// Lists all processes of this scope, those of other hosts included.
  ///
  /// @return completes with their status now, the first registered first
  public CompletableFuture<List<ProcessStatus>> listProcesses() {
    return listProcesses(ProcessFilter.all());
  }

  /// Lists processes of this scope, those of other hosts included.
  ///
  /// @param filter which
  /// @return completes with their status now, the first registered first
  public CompletableFuture<List<ProcessStatus>> listProcesses(ProcessFilter filter) {
    return Listing.of(supervision, ofThisScope(filter));
  }

  /// Sums up how the processes of this scope are.
  ///
  /// @return completes with how they are now
  public CompletableFuture<HealthSummary> healthSummary() {
    return HealthSummary.of(supervision, ProcessFilter.scope(scope));
  }

  /// Waits until a process is at rest.
  ///
  /// @param id which
  /// @return completes with what its last run gave; exceptionally with [UnknownIdException], or
  ///     with `ProcessException` if it lives on without this manager. Cancelling it stops nothing
  public CompletableFuture<ProcessResult> waitForProcess(String id) {
    return supervision.result(key(id));
  }

  /// Waits, for so long at the most, until a process is at rest.
  ///
  /// @param id which
  /// @param limit how long, zero or more
  /// @return completes with what its last run gave; exceptionally with
  ///     [TimeoutException] at the limit, which stops nothing
  /// @throws IllegalArgumentException if the limit is negative
  public CompletableFuture<ProcessResult> waitForProcess(String id, Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
    CompletableFuture<ProcessResult> waiting = supervision.result(key(id));
    Timer timer =
        time.after(
            limit,
            () ->
                waiting.completeExceptionally(
                    new TimeoutException(key(id) + " is not at rest after " + limit)));
    waiting.whenComplete((_, _) -> timer.cancel());
    return waiting;
  }

  private ProcessFilter ofThisScope(ProcessFilter filter) {
    return filter.and(ProcessFilter.scope(scope));
  }

  private <T> CompletableFuture<T> with(
      String id, Function<ManagedProcess, CompletableFuture<T>> action) {
    return supervision
        .find(key(id))
        .map(action)
        .orElseGet(() -> CompletableFuture.failedFuture(new UnknownIdException(key(id))));
  }

  private Entry.Key key(String id) {
    return new Entry.Key(scope, id);
  }
}
