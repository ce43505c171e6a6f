package dev.processmanager.task;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One run of a task, on a virtual thread that serves nothing else: whatever the task does to its
/// thread, nothing of it reaches those who hear of the end, which they do on another.
final class TaskExecution implements Execution {

  /// What is to be run.
  @FunctionalInterface
  interface Body {
    @Nullable Object run(TaskContext task) throws Exception;
  }

  private final String description;
  private final LaunchContext context;
  private final long startedAt;
  private final RunningTask task;
  private final Thread thread;
  private final Identity identity;
  private final TaskStop stop;
  private final Optional<Timer> timeLimit;
  private final CompletableFuture<ProcessResult> result = new CompletableFuture<>();

  private TaskExecution(Launcher launcher, Body body, LaunchContext context) {
    String name = "process-manager-task-" + context.id() + "-" + context.generation();
    this.description = launcher.description();
    this.context = context;
    this.startedAt = context.time().nanoTime();
    this.task = new RunningTask(context);
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    this.identity = new Identity.InThisJvm(name);
    this.stop = new TaskStop(context, identity, this::request);
    StopPlan plan = launcher.stopPlan();
    this.timeLimit =
        context
            .timeLimit()
            .map(limit -> context.time().after(limit, () -> stop.begin(Ending.TIMED_OUT, plan)));
  }

  static CompletableFuture<Execution> launch(Launcher launcher, Body body, LaunchContext context) {
    try {
      var execution = new TaskExecution(launcher, body, context);
      execution.thread.start();
      return CompletableFuture.completedFuture(execution);
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(
          new LaunchException(
              context.id(), false, "Cannot start the task " + context.id(), failure));
    }
  }

  /// The name of a task, which for a lambda is that of the class around it.
  static String nameOf(Class<?> type) {
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "lambda of " + name.substring(0, lambda);
  }

  private void run(Body body) {
    Exit exit = outcome(body);
    var duration = Duration.ofNanos(context.time().nanoTime() - startedAt);
    timeLimit.ifPresent(Timer::cancel);
    Ending ending = stop.end();
    result
        .completeAsync(() -> resultOf(exit, ending, duration), Thread::startVirtualThread)
        .thenRun(stop::complete);
  }

  /// What was launched begins, even if it is to end by then: so nobody who cleans up in the end is
  /// left out.
  private Exit outcome(Body body) {
    try {
      return new Exit.Returned(task.within(() -> body.run(task)));
    } catch (Throwable thrown) {
      return new Exit.Threw(thrown);
    }
  }

  private ProcessResult resultOf(Exit exit, Ending ending, Duration duration) {
    return new ProcessResult(
        description,
        exit,
        ending,
        ending == Ending.EXITED && exit.isSuccess(),
        "",
        "",
        false,
        true,
        duration,
        ResourceUsage.unknown());
  }

  /// An interrupt closes the channel that a thread waits for, and so is as slow as that.
  private void request() {
    task.requestStop();
    thread.interrupt();
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return result.thenApply(ProcessResult::exit);
  }

  @Override
  public CompletableFuture<ProcessResult> result() {
    return result.copy();
  }

  @Override
  public CompletableFuture<StopReport> stop(StopPlan plan) {
    return stop.begin(Ending.STOPPED, plan).copy();
  }

  @Override
  public boolean signal(Signal signal) {
    return false;
  }

  @Override
  public boolean isAlive() {
    return !result.isDone();
  }

  @Override
  public OptionalLong lastHeartbeat() {
    return task.lastHeartbeat();
  }
}
