package dev.processmanager.jvm;

import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Child JVMs that stay, so that a task need not wait for one to start: statics are not shared with
/// the host, and what a task captures is copied.
///
/// ```java
/// try (JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(2).heap("512m"))) {
///   CompletableFuture<Integer> digits =
///       pool.submit(() -> BigInteger.TEN.pow(100_000).toString().length());
///   IO.println(digits.join());
/// }
/// ```
///
/// Each JVM works on one task at a time. They come up when they are needed, up to
/// [JvmOptions#workers(int)], and go when they had nothing to do for
/// [JvmOptions#idleTimeout]. A JVM that dies fails its own task alone and is replaced; one whose
/// task is cancelled or takes too long is stopped and replaced. What a task leaves in statics,
/// system properties and the like, the next one in that JVM finds, unless there is a fresh JVM for
/// each: see [JvmOptions#freshPerTask()], which with [JvmOptions#spares] costs some milliseconds.
///
/// Safe for use by many threads.
public final class JvmPool implements AutoCloseable {

  private final JvmOptions options;
  private final Crew crew;

  /// Asked for each task, so that the answer is kept.
  private final ClassValue<Boolean> visible =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          ClassVisibility.of(options.settings(), ParentJvm.current()).require(type);
          return true;
        }
      };

  private JvmPool(JvmOptions options, Supplier<LaunchContext> contexts) {
    this.options = options;
    LaunchContext first = contexts.get();
    this.crew = new Crew(options, first.time(), () -> JvmLaunch.worker(options, contexts.get()));
  }

  /// Opens a pool; hosts get theirs from `ProcessManager.jvmPool`, which also closes it.
  ///
  /// @param options how many JVMs, and how they are started
  /// @param contexts tells each JVM for whom it is
  /// @return the pool
  public static JvmPool open(JvmOptions options, Supplier<LaunchContext> contexts) {
    var pool = new JvmPool(options, contexts);
    pool.crew.begin();
    return pool;
  }

  /// Runs a task in one of the JVMs.
  ///
  /// @param <R> what it gives
  /// @param task the task
  /// @return completes with what it gives; exceptionally with a [RemoteException] if it throws,
  ///     with what says how its JVM ended, at the limit of [JvmOptions#timeout] with a
  ///     [JvmTimeoutException], or with a [LaunchException] if its class is not there or no JVM
  ///     comes up three times in a row. Cancelling it takes it from the queue, or stops its JVM
  /// @throws UnserializableTaskException if it cannot travel
  /// @throws java.util.concurrent.RejectedExecutionException if as many tasks wait as may
  /// @throws IllegalStateException if this pool is closed
  public <R extends @Nullable Object> CompletableFuture<R> submit(JvmTask<R> task) {
    return submit(JvmProgram.of(task, options));
  }

  /// Runs an action in one of the JVMs.
  ///
  /// @param action the action
  /// @return completes when it has returned; see [#submit(JvmTask)]
  /// @throws UnserializableTaskException if it cannot travel
  /// @throws java.util.concurrent.RejectedExecutionException if as many tasks wait as may
  /// @throws IllegalStateException if this pool is closed
  public CompletableFuture<@Nullable Void> submit(JvmAction action) {
    return submit(JvmProgram.of(action, options));
  }

  /// Runs a function in one of the JVMs.
  ///
  /// @param <A> what it takes
  /// @param <R> what it gives
  /// @param function its class, which has a constructor without parameters
  /// @param argument what it is applied to
  /// @return completes with what it gives; see [#submit(JvmTask)]
  /// @throws UnserializableTaskException if the argument cannot travel
  /// @throws java.util.concurrent.RejectedExecutionException if as many tasks wait as may
  /// @throws IllegalStateException if this pool is closed
  public <A extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> submit(
      Class<? extends JvmFunction<A, R>> function, A argument) {
    return submit(JvmProgram.of(function, argument, options));
  }

  /// Applies a function to many arguments, as many at a time as there are JVMs.
  ///
  /// @param <A> what it takes
  /// @param <R> what it gives
  /// @param function its class, which has a constructor without parameters
  /// @param arguments what it is applied to; where more than may wait, none of them is
  /// @return completes when all are done, with what it gives, in the order of the arguments, or
  ///     exceptionally as the first of them in that order that fails. Cancelling it cancels all
  /// @throws UnserializableTaskException if an argument cannot travel
  /// @throws java.util.concurrent.RejectedExecutionException if more tasks would wait than may
  /// @throws IllegalStateException if this pool is closed
  public <A extends @Nullable Object, R extends @Nullable Object> CompletableFuture<List<R>> map(
      Class<? extends JvmFunction<A, R>> function, Collection<? extends A> arguments) {
    var all = new ArrayList<CompletableFuture<R>>();
    try {
      for (A argument : arguments) {
        all.add(submit(function, argument));
      }
    } catch (RuntimeException | Error refusal) {
      all.forEach(one -> one.cancel(true));
      throw refusal;
    }
    return Gathered.of(all);
  }

  private <R extends @Nullable Object> CompletableFuture<R> submit(JvmProgram program) {
    try {
      program.visible().forEach(visible::get);
    } catch (LaunchException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
    var job = new PoolJob<R>(program, crew::abandon);
    crew.submit(job);
    return job.future();
  }

  /// Waits without limit until everything that was submitted has come to its end, which [#stop()]
  /// does not, and accepts nothing new meanwhile. Then ends the JVMs, and waits for that. An
  /// interrupt stops everything at once.
  @Override
  public void close() {
    try {
      crew.close().get();
    } catch (InterruptedException interrupted) {
      stop(StopPlan.immediate());
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// {@return a future that completes when all JVMs of this pool have ended after it was closed}
  public CompletableFuture<Void> closed() {
    return crew.gone();
  }

  /// Accepts nothing new, cancels what waits, and stops what runs as [JvmOptions#stop] says.
  ///
  /// @return complete with what it took, one for each JVM
  public List<CompletableFuture<StopReport>> stop() {
    return stop(options.settings().stopPlan);
  }

  /// Accepts nothing new, cancels what waits, and stops what runs.
  ///
  /// @param plan how the JVMs are stopped
  /// @return complete with what it took, one for each JVM
  public List<CompletableFuture<StopReport>> stop(StopPlan plan) {
    return crew.stop(plan);
  }

  @Override
  public String toString() {
    return "JvmPool[" + crew.size() + " of " + options.settings().workers + "]";
  }
}
