package dev.processmanager.task;

/// What a task knows about its run. Safe for use by many threads.
///
/// While the task runs, SLF4J's MDC has the keys `process` and `generation` besides what it had
/// where the run was begun.
public interface TaskContext {

  /// {@return the context of the task that runs on this thread}
  ///
  /// It is a scoped value: code that a task calls has it, threads that it starts have not, unless
  /// they are forked within a structured task scope.
  ///
  /// @throws IllegalStateException outside of a task
  static TaskContext current() {
    return RunningTask.current();
  }

  /// {@return the handle id of the process, or the name of a one-shot run}
  String id();

  /// {@return which incarnation this is, from 1}
  int generation();

  /// {@return whether the task is to end; once true, it stays so}
  boolean isStopRequested();

  /// Has something done when this task is to end: at once, if it is to end already; never, if it
  /// ends before.
  ///
  /// @param callback runs on a virtual thread of its own, beside the task; what it throws is logged
  void onStop(Runnable callback);

  /// Tells that the task is well: for `Probe.heartbeat`. Never blocks.
  void heartbeat();
}
