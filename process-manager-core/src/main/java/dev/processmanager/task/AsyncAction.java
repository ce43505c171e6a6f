package dev.processmanager.task;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import java.util.concurrent.CompletableFuture;

/// An [AsyncTask] that gives nothing, such as work in the background that goes on until it is
/// stopped. All that is said there holds here.
///
/// ```java
/// BlockingQueue<String> mails = new LinkedBlockingQueue<>();
/// ManagedProcess sender =
///     pm.startAsyncTask(
///             task -> {
///               while (!task.isStopRequested()) {
///                 IO.println("to be sent: " + mails.take()); // a stop interrupts it
///                 task.heartbeat();
///               }
///             },
///             as -> as.id("sender").restart(RestartPolicy.always()))
///         .join();
/// ```
@FunctionalInterface
public interface AsyncAction extends Launcher {

  /// Does the work.
  ///
  /// @param task tells about this run, above all whether it is to end
  /// @throws Exception to fail; an [InterruptedException] after a stop request is no failure
  void run(TaskContext task) throws Exception;

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
    return TaskExecution.launch(
        this,
        task -> {
          run(task);
          return null;
        },
        context);
  }
}
