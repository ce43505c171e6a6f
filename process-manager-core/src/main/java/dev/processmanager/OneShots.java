package dev.processmanager;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

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
    public int captureLimit() {
      return CAPTURE_LIMIT;
    }
  }

  private final TimeSource time;
  private final Optional<Duration> timeLimit;
  private final UnaryOperator<LaunchContext> contexts;
  private final AtomicLong numbers = new AtomicLong();
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OneShots(TimeSource time, Optional<Duration> timeLimit, UnaryOperator<LaunchContext> contexts) {
    this.time = time;
    this.timeLimit = timeLimit;
    this.contexts = contexts;
  }

  CompletableFuture<ProcessResult> run(Launcher launcher) {
    var run = new Run(launcher.stopPlan());
    running.add(run);
    try {
      if (closed) {
        throw new IllegalStateException("This process manager is closed");
      }
      var context = new Context("run-" + numbers.incrementAndGet(), time, timeLimit);
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

  private final class Run {
    private final StopPlan plan;
    private final OwningFuture<ProcessResult> result;
    private final CompletableFuture<CompletableFuture<Execution>> begun = new CompletableFuture<>();

    Run(StopPlan plan) {
      this.plan = plan;
      this.result = new OwningFuture<>(() -> stop(plan));
    }

    CompletableFuture<ProcessResult> begin(CompletableFuture<Execution> launched) {
      launched.whenComplete(
          (execution, failure) -> {
            if (failure != null) {
              fail(failure);
            } else {
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
          });
      begun.complete(launched);
      return result;
    }

    /// It will not begin, so that nobody need wait for it, such as who is just stopping all.
    void abandon(Throwable failure) {
      running.remove(this);
      begun.complete(CompletableFuture.failedFuture(failure));
    }

    private void fail(Throwable failure) {
      running.remove(this);
      offEngine(() -> result.settleExceptionally(unwrapped(failure)));
    }

    private void settle(Execution execution, ProcessResult given) {
      running.remove(this);
      if (given.ending() == Ending.TIMED_OUT) {
        execution
            .stop(plan)
            .thenAccept(
                report -> result.settleExceptionally(new ProcessTimeoutException(given, report)));
      } else {
        result.settle(given);
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

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
