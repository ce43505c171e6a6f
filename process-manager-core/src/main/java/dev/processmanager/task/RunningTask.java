package dev.processmanager.task;

import dev.processmanager.process.LaunchContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One run as its task sees it, and what the code of the task finds around it.
final class RunningTask implements TaskContext {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.task");
  private static final ScopedValue<TaskContext> CURRENT = ScopedValue.newInstance();

  private final LaunchContext run;
  private final Map<String, String> logged;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> callbacks = new ArrayList<>(0);
  private volatile boolean stopRequested;
  private volatile OptionalLong lastHeartbeat = OptionalLong.empty();

  /// Takes over what this thread logs with.
  RunningTask(LaunchContext run) {
    this.run = run;
    this.logged = new HashMap<>(Optional.ofNullable(MDC.getCopyOfContextMap()).orElseGet(Map::of));
    logged.put("process", run.id());
    logged.put("generation", Integer.toString(run.generation()));
  }

  static TaskContext current() {
    return CURRENT.orElseThrow(() -> new IllegalStateException("No task runs on this thread"));
  }

  /// Runs code of the task, on a thread that serves nothing else.
  <R, X extends Exception> R within(ScopedValue.CallableOp<R, X> code) throws X {
    MDC.setContextMap(logged);
    return ScopedValue.where(CURRENT, this).call(code);
  }

  void requestStop() {
    List<Runnable> due;
    lock.lock();
    try {
      stopRequested = true;
      due = List.copyOf(callbacks);
      callbacks.clear();
    } finally {
      lock.unlock();
    }
    due.forEach(this::call);
  }

  /// When the task last told that it is well, on the monotonic clock of its run.
  OptionalLong lastHeartbeat() {
    return lastHeartbeat;
  }

  private void call(Runnable callback) {
    Thread.ofVirtual()
        .name("process-manager-task-stop-" + run.id())
        .start(
            () -> {
              try {
                within(
                    () -> {
                      callback.run();
                      return true;
                    });
              } catch (RuntimeException | Error failure) {
                LOG.warn("A callback for the stop of {} failed", run.id(), failure);
              }
            });
  }

  @Override
  public String id() {
    return run.id();
  }

  @Override
  public int generation() {
    return run.generation();
  }

  @Override
  public boolean isStopRequested() {
    return stopRequested;
  }

  @Override
  public void onStop(Runnable callback) {
    lock.lock();
    try {
      if (!stopRequested) {
        callbacks.add(callback);
        return;
      }
    } finally {
      lock.unlock();
    }
    call(callback);
  }

  @Override
  public void heartbeat() {
    lastHeartbeat = OptionalLong.of(run.time().nanoTime());
  }
}
