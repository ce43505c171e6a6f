package dev.processmanager.task;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A Java function that runs on a virtual thread of this JVM, each run on a new one.
///
/// ```java
/// String answer = pm.runAsyncTask(_ -> Files.readString(Path.of("/etc/hostname"))).join();
/// ```
///
/// It is made to wait: for the network, for locks, for other futures; 100,000 of them may do so at
/// once. One that computes for long holds a processor from all virtual threads of this JVM, of
/// which this library needs some itself: so such work belongs into a forked JVM or onto threads of
/// its own.
///
/// It is stopped by [TaskContext#isStopRequested()], the callbacks of [TaskContext#onStop] and an
/// interrupt, all at once. It cannot be forced: one that has not ended at the end of the grace, or
/// of the kill wait of a plan without grace, is reported as a survivor and runs on. The other parts
/// of a stop plan mean nothing to it. One that is stopped right after its launch is still called.
///
/// Where several runs of one task may overlap, it must be safe for use by many threads.
///
/// @param <R> what it gives
@FunctionalInterface
public interface AsyncTask<R extends @Nullable Object> extends Launcher {

  /// Does the work.
  ///
  /// @param task tells about this run, above all whether it is to end
  /// @return the result; may be null
  /// @throws Exception to fail; an [InterruptedException] after a stop request is no failure
  R run(TaskContext task) throws Exception;

  @Override
  default ProcessKind kind() {
    return ProcessKind.ASYNC_TASK;
  }

  /// {@return the name of its class, or of the one that has the lambda}
  @Override
  default String description() {
    return TaskExecution.nameOf(getClass());
  }

  @Override
  default CompletableFuture<Execution> launch(LaunchContext context) {
    return TaskExecution.launch(this, this::run, context);
  }
}
