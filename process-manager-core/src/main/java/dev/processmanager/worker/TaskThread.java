package dev.processmanager.worker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs one call after the other, each as if it were the first; with room for deep objects on its
/// stack, of which only what is used takes memory.
final class TaskThread extends Thread {

  static final long STACK_BYTES = 256L << 20;
  static final String NAME = "task";

  private final ClassLoader loader;
  private final boolean tellsFailures;

  /// At hand, since no class can be loaded where there is no memory.
  private final End outOfMemory = End.OUT_OF_MEMORY;

  private @Nullable Answers answers;
  private volatile @Nullable Frame next;

  /// @param tellsFailures whether what a call throws goes to standard error, too
  TaskThread(ClassLoader loader, boolean tellsFailures) {
    super(null, null, NAME, STACK_BYTES, false);
    this.loader = loader;
    this.tellsFailures = tellsFailures;
    setDaemon(true);
  }

  /// @param way on which it is answered
  void take(Frame call, Answers way) {
    answers = way;
    next = call;
    LockSupport.unpark(this);
  }

  /// It is there before its host has been found, and has the time to load what answers are made of:
  /// one class after the other, that takes as long as the half of all that a small call does.
  @Override
  public void run() {
    Outcomes.value(NAME);
    while (true) {
      Frame call = next;
      Answers way = answers;
      if (call == null || way == null) {
        // An interrupt that comes between two calls is for neither, and nobody parks with it.
        Thread.interrupted();
        LockSupport.park(this);
      } else {
        next = null;
        answer(call, way);
      }
    }
  }

  /// Where there is no memory to say that there is none, the end says so: nobody must wait for an
  /// answer that never comes.
  private void answer(Frame call, Answers way) {
    try {
      byte[] outcome = outcome(call);
      likeNew();
      way.send(Frame.OUTCOME, call.id(), outcome);
    } catch (OutOfMemoryError again) {
      outOfMemory.halt();
    } catch (Throwable unexpected) {
      End.NOT_UNDERSTOOD.halt();
    }
  }

  /// What a call gives.
  static @Nullable Object give(Frame call, ClassLoader loader) throws Throwable {
    if (call.type() == Frame.MAIN) {
      MainMethod.run(call.body(), loader);
      return null;
    }
    return Calls.run(call.body(), loader);
  }

  private byte[] outcome(Frame call) {
    try {
      return Outcomes.value(give(call, loader));
    } catch (Throwable thrown) {
      // Not caught as what it is: else its class would be loaded for each call.
      if (thrown instanceof CallException failure) {
        return Outcomes.unreadable(failure);
      }
      if (tellsFailures) {
        print(thrown);
      }
      return Outcomes.thrown(thrown);
    }
  }

  /// Calls methods of the task, which may fail; what it threw is answered all the same.
  private static void print(Throwable thrown) {
    try {
      thrown.printStackTrace();
    } catch (Throwable unprintable) {
      // Then nothing of it can be printed here.
    }
  }

  /// What one call has done to its thread is not for the next.
  @SuppressWarnings("ThreadPriorityCheck") // undoes what the call may have done
  private void likeNew() {
    Thread.interrupted();
    setName(NAME);
    setContextClassLoader(loader);
    setUncaughtExceptionHandler(null);
    setPriority(NORM_PRIORITY);
  }
}
