package dev.processmanager;

import dev.processmanager.os.OwningFuture;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Runs that are awaited and never recorded. Each belongs to the future that was given for it.
final class OneShots {

  private record Context(String id, TimeSource time, Optional<Duration> timeLimit)
      implements LaunchContext {

    private static final int CAPTURE_LIMIT = 10_000_000;

    @Override
    public int generation() {
      return 1;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public int captureLimit() {
      return CAPTURE_LIMIT;
    }
  }

  private final TimeSource time;
  private final Optional<Duration> timeLimit;
  private final UnaryOperator<LaunchContext> contexts;
  private final AtomicLong numbers = new AtomicLong();
  private final Set<Run<?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OneShots(TimeSource time, Optional<Duration> timeLimit, UnaryOperator<LaunchContext> contexts) {
    this.time = time;
    this.timeLimit = timeLimit;
    this.contexts = contexts;
  }

  CompletableFuture<ProcessResult> run(Launcher launcher) {
    return begin(new ResultRun(launcher.stopPlan()), launcher, timeLimit);
  }

  /// Runs a function for as long as it takes.
  ///
  /// @return completes with its value, or exceptionally with what it throws
  <R extends @Nullable Object> CompletableFuture<R> call(Launcher function) {
    return begin(new ValueRun<R>(function.stopPlan()), function, Optional.empty());
  }

  private <T extends @Nullable Object> CompletableFuture<T> begin(
      Run<T> run, Launcher launcher, Optional<Duration> limit) {
    running.add(run);
    try {
      if (closed) {
        throw new IllegalStateException("This process manager is closed");
      }
      var context = new Context("run-" + numbers.incrementAndGet(), time, limit);
      return run.begin(launcher.launch(contexts.apply(context)));
    } catch (RuntimeException | Error failure) {
      run.abandon(failure);
      throw failure;
    }
  }

  /// Stops what runs, each in its own way, and accepts nothing new.
  List<CompletableFuture<StopReport>> stopAll() {
    closed = true;
    return running.stream().map(run -> run.stop(run.plan)).toList();
  }

  boolean haveRun() {
    return numbers.get() > 0;
  }

  void stopAllNow() {
    running.forEach(run -> run.stop(StopPlan.immediate()));
  }

  /// Gives the result of a process, however that ended.
  private final class ResultRun extends Run<ProcessResult> {
    ResultRun(StopPlan plan) {
      super(plan);
    }

    @Override
    void tell(ProcessResult given, Execution execution) {
      result.settle(given);
    }
  }

  /// Gives what a function gives, as soon as it does, whatever is still to be tidied up.
  private final class ValueRun<R extends @Nullable Object> extends Run<R> {
    ValueRun(StopPlan plan) {
      super(plan);
    }

    /// What has not begun need not come up to be stopped, as a command does, and is not to begin.
    @Override
    void giveUp() {
      begun.thenAccept(
          launched -> {
            if (!launched.cancel(true)) {
              super.giveUp();
            }
          });
    }

    @Override
    void follow(Execution execution) {
      execution.exit().thenAccept(exit -> offEngine(() -> tell(exit)));
      super.follow(execution);
    }

    @Override
    void tell(ProcessResult given, Execution execution) {
      if (!tell(given.exit())) {
        result.settleExceptionally(execution.failure(given, StopReport.nothingToDo()));
      }
    }

    // The function is of this very type.
    @SuppressWarnings("unchecked")
    private boolean tell(Exit exit) {
      switch (exit) {
        case Exit.Returned(Object value) -> result.settle((R) value);
        case Exit.Threw(Throwable throwable) -> result.settleExceptionally(throwable);
        case Exit.Exited _, Exit.Signalled _, Exit.Unknown _ -> {
          return false;
        }
      }
      return true;
    }
  }

  private abstract class Run<T extends @Nullable Object> {
    private final StopPlan plan;
    final OwningFuture<T> result;
    final CompletableFuture<CompletableFuture<Execution>> begun = new CompletableFuture<>();

    Run(StopPlan plan) {
      this.plan = plan;
      this.result = new OwningFuture<>(this::giveUp);
    }

    /// Nobody waits for it any more.
    void giveUp() {
      stop(plan);
    }

    /// All is over.
    abstract void tell(ProcessResult given, Execution execution);

    CompletableFuture<T> begin(CompletableFuture<Execution> launched) {
      launched.whenComplete(
          (execution, failure) -> {
            if (failure != null) {
              fail(failure);
            } else {
              follow(execution);
            }
          });
      begun.complete(launched);
      return result;
    }

    void follow(Execution execution) {
      execution
          .result()
          .whenComplete(
              (given, broken) -> {
                if (broken != null) {
                  fail(broken);
                } else {
                  offEngine(() -> settle(execution, given));
                }
              });
    }

    /// It will not begin, so that nobody need wait for it, such as who is just stopping all.
    void abandon(Throwable failure) {
      running.remove(this);
      begun.complete(CompletableFuture.failedFuture(failure));
    }

    private void fail(Throwable failure) {
      running.remove(this);
      offEngine(() -> result.settleExceptionally(ProcessException.unwrapped(failure)));
    }

    private void settle(Execution execution, ProcessResult given) {
      running.remove(this);
      if (given.ending() == Ending.TIMED_OUT) {
        execution
            .stop(plan)
            .thenAccept(report -> result.settleExceptionally(execution.failure(given, report)));
      } else {
        tell(given, execution);
      }
    }

    /// What is only being launched has until the end of the plan to come up and be stopped.
    CompletableFuture<StopReport> stop(StopPlan how) {
      return begun.thenCompose(launched -> stop(launched, how));
    }

    private CompletableFuture<StopReport> stop(
        CompletableFuture<Execution> launched, StopPlan how) {
      if (!launched.isDone()) {
        Timer limit = time.after(how.killWait(), () -> launched.cancel(true));
        launched.whenComplete((_, _) -> limit.cancel());
      }
      return launched
          .thenCompose(execution -> execution.stop(how))
          .exceptionally(_ -> StopReport.nothingToDo());
    }
  }

  /// What depends on a result is user code, which must not run on a thread of the engine.
  private static void offEngine(Runnable completion) {
    if (Thread.currentThread().isVirtual()) {
      completion.run();
    } else {
      Thread.startVirtualThread(completion);
    }
  }
}
