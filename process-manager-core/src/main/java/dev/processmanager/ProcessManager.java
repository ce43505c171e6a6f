package dev.processmanager;

import dev.processmanager.command.Command;
import dev.processmanager.jfr.FlightRecording;
import dev.processmanager.jvm.JvmAction;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.jvm.JvmTask;
import dev.processmanager.os.Spawner;
import dev.processmanager.output.Subscription;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessListener;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.ReconcileReport;
import dev.processmanager.supervise.Supervision;
import dev.processmanager.task.AsyncAction;
import dev.processmanager.task.AsyncTask;
import dev.processmanager.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Runs other programs and looks after them: the front door of this library.
///
/// `run…` methods run something once and give its result; nothing of it is recorded. `start…`
/// methods start something in the background, under an id, and hand out a [ManagedProcess].
/// Methods with an id mean [Scope#global()]; for another scope see [#scope(Scope)].
///
/// ```java
/// try (ProcessManager pm = ProcessManager.create()) {
///   // Once: a value, whatever the exit code
///   ProcessResult head = pm.runCli("git", "rev-parse", "HEAD").join();
///   IO.println(head.orThrow().stdout());
///
///   // In the background: checked, and restarted when it fails
///   ManagedProcess web =
///       pm.startCliBackground(
///               Command.of("./web", "--port", "8080"),
///               as ->
///                   as.id("web")
///                       .restart(RestartPolicy.onFailure())
///                       .check(HealthCheck.readiness(Probe.http("http://localhost:8080/"))))
///           .join();
///   web.whenHealthy().join();
///   web.stop().join();
/// }
/// ```
///
/// Nothing here blocks but [#close()]. Wrong arguments are refused at the call with an
/// [IllegalArgumentException], and any call that would start something or look after it once the
/// manager is closed with an [IllegalStateException]. Whatever else fails does so in the returned
/// future, with a subclass of [dev.processmanager.process.ProcessException] unless its method
/// names another; `join()` throws that within a `CompletionException`. Futures complete on
/// virtual threads.
///
/// A future of `run…`, and one of `start…` until it completes, owns its process: cancelling it,
/// or one derived from it by `then…`, `handle`, `whenComplete` or `exceptionally`, or letting it
/// time out, stops the process with all its descendants. That does not hold for
/// `CompletableFuture.allOf` and `anyOf`, nor for a future that `thenCompose` waits for.
/// Cancelling any other future stops nothing.
///
/// Processes end with the manager: [#close()] stops them, and so does the end of this JVM. On
/// Linux they are killed even if it is killed itself. Those that were started as `detached()`
/// live on.
///
/// By default the registry is in memory, the engine is the best that the machine has, and a
/// command of `runCli` may take 5 minutes; [#builder()] changes that. One manager for a whole
/// application is usual. Safe for use by many threads.
public final class ProcessManager implements AutoCloseable {

  private final Supervision supervision;
  private final OneShots oneShots;
  private final Pools pools;
  private final ProcessScope global;
  private final Shutdown shutdown;
  private final TimeSource time;
  private final Registry registry;
  private final HostMachine machine;

  /// @param registryFile where the registry is, if in a file
  ProcessManager(
      TimeSource time,
      Registry registry,
      Optional<Path> registryFile,
      Spawner engine,
      Optional<Duration> commandTimeout) {
    this.time = time;
    String mark =
        ManagerContext.MARK_PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    Spawner guarded = Spawner.guarded(engine, mark);
    UnaryOperator<LaunchContext> contexts =
        run -> ManagerContext.of(run, run.isDetached() ? engine : guarded, mark);
    var machine = new HostMachine(engine, mark, registryFile);
    this.supervision =
        new Supervision(time, registry, machine, contexts, FlightRecording.observer());
    this.oneShots = new OneShots(time, commandTimeout, contexts);
    this.pools = new Pools(time, contexts);
    this.shutdown = new Shutdown(supervision, oneShots, pools, registry, guarded, mark, time);
    this.machine = machine;
    this.registry = registry;
    this.global = scope(Scope.global());
  }

  void closeOnExit() {
    shutdown.beginOnExit();
  }

  /// {@return a manager with all defaults; to be closed when it is no longer needed}
  public static ProcessManager create() {
    return builder().build();
  }

  /// {@return a builder with all defaults}
  public static ProcessManagerBuilder builder() {
    return new ProcessManagerBuilder();
  }

  /// Runs a command once, for 5 minutes at the most unless the builder says otherwise.
  ///
  /// @param program the program, looked up on the PATH
  /// @param args its arguments, handed over as they are
  /// @return completes with its result, whatever its exit code; see [#runCli(Command)]
  /// @throws IllegalArgumentException if the program is empty, or on a NUL character
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ProcessResult> runCli(String program, String... args) {
    var argv = new ArrayList<>(List.of(args));
    argv.addFirst(program);
    return runCli(Command.of(argv));
  }

  /// Runs a command once, for 5 minutes at the most unless it or the builder says otherwise.
  ///
  /// @param command the command
  /// @return completes with its result, whatever its exit code, also if the end of the manager
  ///     has stopped it; exceptionally with `LaunchException` or, at its time limit,
  ///     `ProcessTimeoutException`. Cancelling it stops the command
  /// @throws IllegalArgumentException if it is interactive: nobody could talk to it
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ProcessResult> runCli(Command command) {
    shutdown.refuseIfBegun();
    if (command.isInteractive()) {
      throw new IllegalArgumentException("interactive() needs startCliBackground");
    }
    return oneShots.run(command);
  }

  /// Starts a command in the background, under a random UUID.
  ///
  /// @param command the command
  /// @return completes when it runs; cancelling it before stops the process
  public CompletableFuture<ManagedProcess> startCliBackground(Command command) {
    return global.startCliBackground(command);
  }

  /// Starts a command in the background.
  ///
  /// @param command the command
  /// @param as says under which name and with what else
  /// @return completes when it runs; cancelling it before stops the process
  public CompletableFuture<ManagedProcess> startCliBackground(
      Command command, UnaryOperator<ProcessSpec> as) {
    ProcessSpec spec = as.apply(ProcessSpec.of(command));
    return scope(spec.scope()).start(spec);
  }

  /// Runs a function once in a child JVM of its own, for as long as it takes: statics are not
  /// shared, captured objects are copies.
  ///
  /// ```java
  /// BigInteger product = pm.runJvm(() -> factor.multiply(factor)).join();
  /// ```
  ///
  /// @param <R> what it gives, null included where the function gives that
  /// @param task the function
  /// @return completes with what it gives; exceptionally with a `RemoteException` if it throws,
  ///     or with what says how the JVM ended (`JvmExitException`, `JvmKilledException`,
  ///     `JvmCrashException`, `ExitException`), why its answer cannot be read
  ///     (`UnserializableResultException`) or why it could not be started (`LaunchException`).
  ///     Cancelling it stops the JVM
  /// @throws dev.processmanager.jvm.UnserializableTaskException if it cannot travel
  /// @throws IllegalStateException if this manager is closed
  public <R extends @Nullable Object> CompletableFuture<R> runJvm(JvmTask<R> task) {
    return runJvm(JvmOptions.defaults(), task);
  }

  /// Runs a function once in a child JVM of its own; see [#runJvm(JvmTask)].
  ///
  /// @param <R> what it gives
  /// @param options how the JVM is started, and how long the function may take
  /// @param task the function
  /// @return completes with what it gives; at the limit of [JvmOptions#timeout], exceptionally
  ///     with `JvmTimeoutException`
  public <R extends @Nullable Object> CompletableFuture<R> runJvm(
      JvmOptions options, JvmTask<R> task) {
    shutdown.refuseIfBegun();
    return oneShots.call(task.with(options));
  }

  /// Runs a function once in a child JVM of its own; see [#runJvm(JvmTask)].
  ///
  /// @param action the function
  /// @return completes when it has returned
  public CompletableFuture<@Nullable Void> runJvm(JvmAction action) {
    return runJvm(JvmOptions.defaults(), action);
  }

  /// Runs a function once in a child JVM of its own; see [#runJvm(JvmTask)].
  ///
  /// @param options how the JVM is started, and how long the function may take
  /// @param action the function
  /// @return completes when it has returned
  public CompletableFuture<@Nullable Void> runJvm(JvmOptions options, JvmAction action) {
    shutdown.refuseIfBegun();
    return oneShots.call(action.with(options));
  }

  /// Runs a function once in a child JVM of its own; see [#runJvm(JvmTask)]. Only its name and
  /// its argument travel.
  ///
  /// @param <A> what it takes
  /// @param <R> what it gives
  /// @param function its class, which has a constructor without parameters
  /// @param argument what it is applied to; may be null where the function takes that
  /// @return completes with what it gives
  public <A extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> runJvm(
      Class<? extends JvmFunction<A, R>> function, A argument) {
    return runJvm(JvmOptions.defaults(), function, argument);
  }

  /// Runs a function once in a child JVM of its own; see [#runJvm(Class, Object)].
  ///
  /// @param <A> what it takes
  /// @param <R> what it gives
  /// @param options how the JVM is started, and how long the function may take
  /// @param function its class, which has a constructor without parameters
  /// @param argument what it is applied to
  /// @return completes with what it gives
  public <A extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> runJvm(
      JvmOptions options, Class<? extends JvmFunction<A, R>> function, A argument) {
    shutdown.refuseIfBegun();
    return oneShots.call(JvmFunction.launcher(function, argument, options));
  }

  /// Opens a pool of child JVMs, which ends with this manager.
  ///
  /// @param options how many, and how they are started
  /// @return the pool; to be closed when it is no longer needed
  /// @throws IllegalStateException if this manager is closed
  public JvmPool jvmPool(JvmOptions options) {
    shutdown.refuseIfBegun();
    return pools.open(options);
  }

  /// Starts a function in a child JVM, under a random UUID; see
  /// [#startJvmBackground(JvmAction, UnaryOperator)].
  ///
  /// @param action the function
  /// @return completes when it runs; cancelling it before stops the JVM
  public CompletableFuture<ManagedProcess> startJvmBackground(JvmAction action) {
    return startJvmBackground(action, UnaryOperator.identity());
  }

  /// Starts a function in a child JVM. What it captures is copied now, for all its runs. A run
  /// that throws has ended with `Exit.Threw` or, if it is detached, with exit code 1.
  ///
  /// @param action the function
  /// @param as says under which name and with what else
  /// @return completes when it runs; cancelling it before stops the JVM. For how it fails see
  ///     [ProcessScope#start]
  /// @throws dev.processmanager.jvm.UnserializableTaskException if it cannot travel
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> startJvmBackground(
      JvmAction action, UnaryOperator<ProcessSpec> as) {
    return startJvmBackground(JvmOptions.defaults(), action, as);
  }

  /// Starts a function in a child JVM, under a random UUID.
  ///
  /// @param options how the JVM is started
  /// @param action the function
  /// @return completes when it runs; cancelling it before stops the JVM
  public CompletableFuture<ManagedProcess> startJvmBackground(
      JvmOptions options, JvmAction action) {
    return startJvmBackground(options, action, UnaryOperator.identity());
  }

  /// Starts a function in a child JVM; see [#startJvmBackground(JvmAction, UnaryOperator)].
  ///
  /// @param options how the JVM is started
  /// @param action the function
  /// @param as says under which name and with what else
  /// @return completes when it runs; cancelling it before stops the JVM
  public CompletableFuture<ManagedProcess> startJvmBackground(
      JvmOptions options, JvmAction action, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(action.with(options))));
  }

  /// Starts a program in a child JVM, under a random UUID.
  ///
  /// @param main the program
  /// @return completes when it runs; cancelling it before stops the JVM
  public CompletableFuture<ManagedProcess> startJvmBackground(JvmMain main) {
    return startJvmBackground(main, UnaryOperator.identity());
  }

  /// Starts a program in a child JVM.
  ///
  /// @param main the program, of which nothing but names is kept, so that it can still be started
  ///     after the application was built anew
  /// @param as says under which name and with what else
  /// @return completes when it runs; cancelling it before stops the JVM. For how it fails see
  ///     [ProcessScope#start]
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> startJvmBackground(
      JvmMain main, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(main)));
  }

  /// Starts a program in a child JVM, under a random UUID.
  ///
  /// @param options how the JVM is started
  /// @param main the program
  /// @return completes when it runs; cancelling it before stops the JVM
  public CompletableFuture<ManagedProcess> startJvmBackground(JvmOptions options, JvmMain main) {
    return startJvmBackground(main.with(options));
  }

  /// Starts a program in a child JVM; see [#startJvmBackground(JvmMain, UnaryOperator)].
  ///
  /// @param options how the JVM is started
  /// @param main the program
  /// @param as says under which name and with what else
  /// @return completes when it runs; cancelling it before stops the JVM
  public CompletableFuture<ManagedProcess> startJvmBackground(
      JvmOptions options, JvmMain main, UnaryOperator<ProcessSpec> as) {
    return startJvmBackground(main.with(options), as);
  }

  /// Runs a function once on a virtual thread of this JVM, for as long as it takes.
  ///
  /// @param <R> what it gives
  /// @param task the function
  /// @return completes with what it gives; exceptionally with the very exception that it throws.
  ///     Cancelling it requests the stop of the function and interrupts it
  /// @throws IllegalStateException if this manager is closed
  public <R extends @Nullable Object> CompletableFuture<R> runAsyncTask(AsyncTask<R> task) {
    shutdown.refuseIfBegun();
    return oneShots.call(task);
  }

  /// Starts a function on a virtual thread of this JVM, under a random UUID.
  ///
  /// @param task the function
  /// @return completes when it runs; cancelling it before stops the function
  public CompletableFuture<ManagedProcess> startAsyncTask(AsyncAction task) {
    return global.startAsyncTask(task);
  }

  /// Starts a function on a virtual thread of this JVM.
  ///
  /// @param task the function
  /// @param as says under which name and with what else; not `detached()`
  /// @return completes when it runs; cancelling it before stops the function
  public CompletableFuture<ManagedProcess> startAsyncTask(
      AsyncAction task, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(task)));
  }

  /// Registers and starts a process, in the scope it names.
  ///
  /// @param spec the process
  /// @return completes when it runs; see [ProcessScope#start]
  public CompletableFuture<ManagedProcess> start(ProcessSpec spec) {
    return scope(spec.scope()).start(spec);
  }

  /// Registers processes and starts them in parallel, each in the scope it names and as soon as
  /// it has what it depends on; of those that could start at the same time, those with a smaller
  /// priority number first.
  ///
  /// @param specs the processes, in any order
  /// @return completes when all run, in the order of the processes; see [ProcessScope#startAll]
  /// @throws IllegalArgumentException if two of them have the same id in the same scope
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<List<ManagedProcess>> startAll(Collection<ProcessSpec> specs) {
    shutdown.refuseIfBegun();
    return Starts.ofAll(supervision, specs);
  }

  /// Starts a known process that is at rest, and before it those that it requires and that are at
  /// rest.
  ///
  /// @param id which
  /// @return completes when it runs; see [ProcessScope#startProcess]
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> startProcess(String id) {
    return global.startProcess(id);
  }

  /// Stops a process in its own way and keeps it stopped, whoever looks after it.
  ///
  /// @param id which
  /// @return completes when it is at rest; see [ProcessScope#stopProcess(String, StopPlan)]
  public CompletableFuture<StopReport> stopProcess(String id) {
    return global.stopProcess(id);
  }

  /// Stops a process and keeps it stopped, whoever looks after it.
  ///
  /// @param id which
  /// @param plan how
  /// @return completes when it is at rest; see [ProcessScope#stopProcess(String, StopPlan)]
  public CompletableFuture<StopReport> stopProcess(String id, StopPlan plan) {
    return global.stopProcess(id, plan);
  }

  /// Stops a process, if it runs, and starts it again.
  ///
  /// @param id which
  /// @return completes when it runs again; see [ProcessScope#restartProcess]
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> restartProcess(String id) {
    return global.restartProcess(id);
  }

  /// Stops all processes that this manager looks after, each in its own way and in the inverse
  /// order of their starts: those that others depend on after these.
  ///
  /// @return completes when all are at rest, with all reports as one; who survives is named there
  public CompletableFuture<StopReport> stopAll() {
    return stopAll(ProcessFilter.all());
  }

  /// Stops processes of all scopes that this manager looks after, each in its own way and in the
  /// inverse order of their starts.
  ///
  /// @param filter which
  /// @return completes when all are at rest, with all reports as one; who survives is named there
  public CompletableFuture<StopReport> stopAll(ProcessFilter filter) {
    return Reports.joined(supervision.stopAll(filter::matches));
  }

  /// Restarts processes of all scopes that this manager looks after one after another, in the
  /// order of their starts: each has to run and be healthy again before the next one goes down.
  ///
  /// @param filter which
  /// @param limit how long one may take for that, positive
  /// @return completes when the last one is well; see [ProcessScope#rollingRestart]
  /// @throws IllegalArgumentException if the limit is not positive
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<List<ManagedProcess>> rollingRestart(
      ProcessFilter filter, Duration limit) {
    shutdown.refuseIfBegun();
    return supervision.rollingRestart(filter::matches, limit);
  }

  /// Defines a known process anew, in the scope that it names, from its next launch on.
  ///
  /// @param spec what it is to be; its id says which
  /// @return completes with its handle; see [ProcessScope#updateProcess]
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> updateProcess(ProcessSpec spec) {
    return scope(spec.scope()).updateProcess(spec);
  }

  /// Sends a signal to a process.
  ///
  /// @param id which
  /// @param signal the signal
  /// @return completes with whether it was sent; see [ProcessScope#signalProcess]
  public CompletableFuture<Boolean> signalProcess(String id, Signal signal) {
    return global.signalProcess(id, signal);
  }

  /// Notes that a process is well, whoever looks after it; see [ProcessScope#refreshHealth].
  ///
  /// @param id which
  /// @return completes with whether it runs; if not, nothing was noted
  public CompletableFuture<Boolean> refreshHealth(String id) {
    return global.refreshHealth(id);
  }

  /// Stops a process and forgets it.
  ///
  /// @param id which
  /// @return completes when it is at rest and forgotten; see [ProcessScope#removeProcess]
  public CompletableFuture<StopReport> removeProcess(String id) {
    return global.removeProcess(id);
  }

  /// Tells what is known about a process.
  ///
  /// @param id which
  /// @return completes with its status now; exceptionally with `UnknownIdException`
  public CompletableFuture<ProcessStatus> getStatus(String id) {
    return global.getStatus(id);
  }

  /// Looks a process up.
  ///
  /// @param id which
  /// @return completes with its handle, if this manager looks after it, or may since nobody has
  ///     to; with empty if the id is not known
  public CompletableFuture<Optional<ManagedProcess>> getHandle(String id) {
    return global.getHandle(id);
  }

  /// Tells whether a process runs.
  ///
  /// @param id which; false if it is not known
  /// @return completes with whether its state is `RUNNING`, whoever looks after it
  public CompletableFuture<Boolean> isRunning(String id) {
    return global.isRunning(id);
  }

  /// Lists all processes of all scopes, those of other hosts included.
  ///
  /// @return completes with their status now, the first registered first
  public CompletableFuture<List<ProcessStatus>> listProcesses() {
    return listProcesses(ProcessFilter.all());
  }

  /// Lists processes of all scopes, those of other hosts included.
  ///
  /// ```java
  /// pm.listProcesses(ProcessFilter.state(ProcessState.RUNNING))
  ///     .thenAccept(all -> all.forEach(each -> IO.println(each.describe())));
  /// ```
  ///
  /// @param filter which
  /// @return completes with their status now, the first registered first
  public CompletableFuture<List<ProcessStatus>> listProcesses(ProcessFilter filter) {
    return Listing.of(supervision, filter);
  }

  /// Sums up how the processes of all scopes are.
  ///
  /// @return completes with how they are now
  public CompletableFuture<HealthSummary> healthSummary() {
    return HealthSummary.of(supervision, ProcessFilter.all());
  }

  /// Waits until a process is at rest.
  ///
  /// @param id which
  /// @return completes with what its last run gave; cancelling it stops nothing. For how it fails
  ///     see [ProcessScope#waitForProcess(String)]
  public CompletableFuture<ProcessResult> waitForProcess(String id) {
    return global.waitForProcess(id);
  }

  /// Waits, for so long at the most, until a process is at rest.
  ///
  /// @param id which
  /// @param limit how long, zero or more
  /// @return completes with what its last run gave; exceptionally with
  ///     [java.util.concurrent.TimeoutException] at the limit, which stops nothing
  /// @throws IllegalArgumentException if the limit is negative
  public CompletableFuture<ProcessResult> waitForProcess(String id, Duration limit) {
    return global.waitForProcess(id, limit);
  }

  /// Waits until everything that is known is written and would survive a power cut.
  ///
  /// @return completes then; exceptionally with `RegistryException`
  public CompletableFuture<Void> saveRegistry() {
    return registry.synced();
  }

  /// Looks at everything in the registry that this manager does not look after: adopts who lives
  /// and has no living owner, and notes who has ended, with the true exit code where that is
  /// known. Whoever is adopted can be watched and stopped at once; to restart and to check him
  /// takes his specification: start him with it, and he runs on under it.
  ///
  /// @return completes with what was found; exceptionally with `RegistryException` if the
  ///     registry cannot be read
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ReconcileReport> loadRegistry() {
    shutdown.refuseIfBegun();
    return supervision.reconcile();
  }

  /// Forgets everybody in the registry who has ended and whom no host looks after, and ends the
  /// sessions of hosts that have ended, with all their processes.
  ///
  /// @return completes with how many are forgotten; exceptionally with `RegistryException` if the
  ///     registry cannot be read
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<Integer> cleanupDeadProcesses() {
    shutdown.refuseIfBegun();
    return sessions()
        .endAbandoned()
        .thenCompose(ended -> supervision.forgetDead().thenApply(dead -> dead + ended));
  }

  /// Looks after a process that something else has started.
  ///
  /// @param pid its process id
  /// @param as says under which name and with what else
  /// @return completes when it is looked after; see [ProcessScope#adopt(long,
  ///     UnaryOperator)]
  /// @throws IllegalArgumentException if the id is no process id
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> adopt(long pid, UnaryOperator<ProcessSpec> as) {
    return global.adopt(pid, as);
  }

  /// Looks after a process that something else has started, and that the caller has looked at.
  ///
  /// @param process the process
  /// @param as says under which name and with what else
  /// @return completes when it is looked after; see [ProcessScope#adopt(ProcessHandle,
  ///     UnaryOperator)]
  /// @throws IllegalArgumentException if it is the first process of the system
  /// @throws IllegalStateException if this manager is closed
  public CompletableFuture<ManagedProcess> adopt(
      ProcessHandle process, UnaryOperator<ProcessSpec> as) {
    return global.adopt(process, as);
  }

  /// Notes a process that something else has started, without looking after it.
  ///
  /// @param pid its process id
  /// @param as says under which name and with which metadata
  /// @return completes when others can see it; see [ProcessScope#register]
  /// @throws IllegalArgumentException if the id is no process id, or if it is to be restarted,
  ///     checked, limited or to depend on others
  /// @throws IllegalStateException if there is no registry file, or this manager is closed
  public CompletableFuture<ProcessStatus> register(long pid, UnaryOperator<ProcessSpec> as) {
    return global.register(pid, as);
  }

  /// Forgets a process that no host looks after, without stopping it.
  ///
  /// @param id which
  /// @return completes when it is forgotten; see [ProcessScope#unregister]
  public CompletableFuture<Void> unregister(String id) {
    return global.unregister(id);
  }

  /// Begins a session, or joins the one of that id: a scope whose processes end with it. Should
  /// this JVM end before, [#cleanupDeadProcesses()] of any later host ends it.
  ///
  /// @param id its id, not empty
  /// @return the session, at once; that it is noted for later hosts comes after
  /// @throws IllegalArgumentException if the id is empty
  /// @throws IllegalStateException if this manager is closed
  public Session session(String id) {
    shutdown.refuseIfBegun();
    return Session.begin(id, registry, machine, time, scope(Scope.session(id)));
  }

  /// {@return the sessions of all hosts, and those of programs that are no hosts themselves}
  public Sessions sessions() {
    return new Sessions(registry, machine, time, this::scope);
  }

  /// {@return the processes of one scope, which needs no opening and no closing}
  ///
  /// @param scope the scope
  public ProcessScope scope(Scope scope) {
    return new ProcessScope(supervision, scope, time, machine::adoption, shutdown::refuseIfBegun);
  }

  /// Adds a listener for the events of all processes.
  ///
  /// @param listener hears of every event from now on, on a thread of its own
  /// @return takes it away again
  public Subscription listen(ProcessListener listener) {
    return supervision.listen(listener);
  }

  /// Stops everything, each in its own way, and accepts nothing new. What has not ended at the
  /// limit is forced; after 10 more seconds nobody is waited for. Listeners hear of it before,
  /// unless they take longer than a second. A second call joins the first, and may make the end
  /// come sooner.
  ///
  /// @param limit how long to be patient, zero or more
  /// @return completes with what it took; never exceptionally
  /// @throws IllegalArgumentException if the limit is negative
  public CompletableFuture<StopReport> shutdown(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
    return shutdown.begin(limit);
  }

  /// Shuts down as [#shutdown] does, with a limit of 30 seconds, and waits for it. Closing twice
  /// is harmless.
  @Override
  public void close() {
    shutdown(Shutdown.DEFAULT_LIMIT).join();
  }
}
