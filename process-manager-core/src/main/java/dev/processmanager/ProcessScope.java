package dev.processmanager;

import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.Supervision;
import dev.processmanager.supervise.UnknownIdException;
import dev.processmanager.task.AsyncAction;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The background processes of one [Scope]: what [ProcessManager] offers for ids, within a name
/// space. Safe for use by many threads.
///
/// Where an id is not known, a future fails with [UnknownIdException].
public final class ProcessScope {

  private final Supervision supervision;
  private final Scope scope;
  private final TimeSource time;
  private final Runnable refuseIfClosed;

  ProcessScope(Supervision supervision, Scope scope, TimeSource time, Runnable refuseIfClosed) {
    this.time = time;
    this.supervision = supervision;
    this.scope = scope;
    this.refuseIfClosed = refuseIfClosed;
  }

  /// {@return the name space}
  public Scope scope() {
    return scope;
  }

  /// Starts a command in the background, under a random UUID.
  ///
  /// @param command the command
  /// @return completes when it runs; cancelling it before stops the process
  public CompletableFuture<ManagedProcess> startCliBackground(Command command) {
    return startCliBackground(command, UnaryOperator.identity());
  }

  /// Starts a command in the background.
  ///
  /// @param command the command
  /// @param as says under which name and with what else
  /// @return completes when it runs; cancelling it before stops the process
  public CompletableFuture<ManagedProcess> startCliBackground(
      Command command, UnaryOperator<ProcessSpec> as) {
    return start(as.apply(ProcessSpec.of(command)));
  }

  /// Starts a function on a virtual thread of this JVM, under a random UUID.
  ///
  /// @param task the function
  /// @return completes when it runs; cancelling it before stops the function
  public CompletableFuture<ManagedProcess> startAsyncTask(AsyncAction task) {
    return startAsyncTask(task, UnaryOperator.identity());
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

  /// Registers and starts a process. It is visible as `STARTING` before the result completes.
  ///
  /// @param spec the process, which is put into this scope; its id may be that of one at rest
  /// @return completes when it runs, or has passed its startup check; exceptionally with
  ///     `DuplicateIdException`, `LaunchException`, or if it comes to rest before. Cancelling it
  ///     before stops the process
  public CompletableFuture<ManagedProcess> start(ProcessSpec spec) {
    refuseIfClosed.run();
    Supervision.Registered registered;
    try {
      registered = supervision.register(spec.scope(scope));
    } catch (DuplicateIdException taken) {
      return CompletableFuture.failedFuture(taken);
    }
    return owned(registered.process(), registered.started());
  }

  /// Whoever gives up a start before it is done does not want the process.
  private static CompletableFuture<ManagedProcess> owned(
      ManagedProcess process, CompletableFuture<ManagedProcess> started) {
    var owner = new OwningFuture<ManagedProcess>(process::stop);
    started.whenComplete(
        (running, failure) -> {
          if (failure == null) {
            owner.settle(running);
          } else {
            owner.settleExceptionally(failure);
          }
        });
    return owner;
  }

  /// Starts a known process that is at rest; joins a start that is under way.
  ///
  /// @param id which
  /// @return completes when it runs; cancelling it before stops the process
  public CompletableFuture<ManagedProcess> startProcess(String id) {
    refuseIfClosed.run();
    return with(id, process -> owned(process, process.start()));
  }

  /// Stops a process in its own way and keeps it stopped.
  ///
  /// @param id which
  /// @return completes when it is at rest
  public CompletableFuture<StopReport> stopProcess(String id) {
    return with(id, ManagedProcess::stop);
  }

  /// Stops a process and keeps it stopped.
  ///
  /// @param id which
  /// @param plan how
  /// @return completes when it is at rest
  public CompletableFuture<StopReport> stopProcess(String id, StopPlan plan) {
    return with(id, process -> process.stop(plan));
  }

  /// Stops a process, if it runs, and starts it again.
  ///
  /// @param id which
  /// @return completes when it runs again
  public CompletableFuture<ManagedProcess> restartProcess(String id) {
    refuseIfClosed.run();
    return with(id, ManagedProcess::restart);
  }

  /// Stops all processes of this scope, each in its own way.
  ///
  /// @return completes when all are at rest
  public CompletableFuture<StopReport> stopAll() {
    return Reports.joined(handles().stream().map(ManagedProcess::stop).toList());
  }

  /// Sends a signal to a process.
  ///
  /// @param id which
  /// @param signal the signal
  /// @return whether it was sent
  public CompletableFuture<Boolean> signalProcess(String id, Signal signal) {
    return with(id, process -> process.signal(signal));
  }

  /// Notes that a process is well, for `Probe.heartbeat`.
  ///
  /// @param id which
  /// @return whether it runs; if not, nothing was noted
  public CompletableFuture<Boolean> refreshHealth(String id) {
    return with(id, process -> CompletableFuture.completedFuture(process.refreshHealth()));
  }

  /// Stops a process and forgets it.
  ///
  /// @param id which
  /// @return completes when it is at rest and forgotten
  public CompletableFuture<StopReport> removeProcess(String id) {
    return supervision.remove(key(id));
  }

  /// Tells what is known about a process.
  ///
  /// @param id which
  /// @return its status now
  public CompletableFuture<ProcessStatus> getStatus(String id) {
    return with(id, process -> CompletableFuture.completedFuture(process.status()));
  }

  /// Looks a process up.
  ///
  /// @param id which
  /// @return its handle, if it is known
  public CompletableFuture<Optional<ManagedProcess>> getHandle(String id) {
    return CompletableFuture.completedFuture(supervision.find(key(id)));
  }

  /// Tells whether a process runs.
  ///
  /// @param id which; false if it is not known
  /// @return whether its state is `RUNNING`
  public CompletableFuture<Boolean> isRunning(String id) {
    return CompletableFuture.completedFuture(
        supervision
            .find(key(id))
            .filter(process -> process.status().state() == ProcessState.RUNNING)
            .isPresent());
  }

  /// Lists all processes of this scope.
  ///
  /// @return their status now, oldest first
  public CompletableFuture<List<ProcessStatus>> listProcesses() {
    return listProcesses(ProcessFilter.all());
  }

  /// Lists processes of this scope.
  ///
  /// @param filter which
  /// @return their status now, oldest first
  public CompletableFuture<List<ProcessStatus>> listProcesses(ProcessFilter filter) {
    return CompletableFuture.completedFuture(
        list(supervision, filter.and(ProcessFilter.scope(scope))));
  }

  /// Waits until a process is at rest.
  ///
  /// @param id which
  /// @return completes with what its last run gave; cancelling it stops nothing
  public CompletableFuture<ProcessResult> waitForProcess(String id) {
    return with(id, ManagedProcess::result);
  }

  /// Waits, for so long at the most, until a process is at rest.
  ///
  /// @param id which
  /// @param limit how long, zero or more
  /// @return completes with what its last run gave; exceptionally with
  ///     [TimeoutException] at the limit, which stops nothing
  public CompletableFuture<ProcessResult> waitForProcess(String id, Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
    CompletableFuture<ProcessResult> waiting = with(id, ManagedProcess::result);
    Timer timer =
        time.after(
            limit,
            () ->
                waiting.completeExceptionally(
                    new TimeoutException(key(id) + " is not at rest after " + limit)));
    waiting.whenComplete((_, _) -> timer.cancel());
    return waiting;
  }

  static List<ProcessStatus> list(Supervision supervision, ProcessFilter filter) {
    return supervision.all().stream()
        .map(ManagedProcess::status)
        .filter(filter::matches)
        .sorted(Comparator.comparing(ProcessStatus::createdAt).thenComparing(ProcessStatus::id))
        .toList();
  }

  private List<ManagedProcess> handles() {
    return supervision.all().stream()
        .filter(process -> process.status().scope().equals(scope))
        .toList();
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
