package dev.processmanager.process;

/// The three kinds of work a manager looks after. A [Launcher] of one's own names the one it is
/// most like.
public enum ProcessKind {
  /// A command of the operating system.
  CLI_COMMAND,
  /// A Java function in a forked child JVM.
  JVM_TASK,
  /// A Java function on a virtual thread of this JVM.
  ASYNC_TASK
}
