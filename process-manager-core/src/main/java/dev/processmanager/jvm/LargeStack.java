package dev.processmanager.jvm;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Runs what may recurse deeply, such as Java serialisation, whose depth is that of the objects: a
/// list of a thousand hand-made nodes is too much for an ordinary stack.
final class LargeStack {

  /// About a million nodes. Only what is used of it takes memory.
  private static final long BYTES = 512L << 20;

  private LargeStack() {}

  /// Waits for a call on a thread of its own, with the context loader of this one.
  ///
  /// @throws ExecutionException what it threw
  /// @throws InterruptedException if the caller is interrupted, which the other thread then is too
  static <T extends @Nullable Object> T call(Callable<T> call)
      throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(null, task, "process-manager-serialisation", BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      task.cancel(true);
      throw interrupted;
    }
  }
}
