package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import java.io.Serial;

/// The JVM of a task was ended by a signal that its host did not send, so that it gave nothing. The
/// future of `runJvm` or of [JvmPool#submit(JvmTask)] fails with it.
public final class JvmKilledException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What the run gave.
  private final transient ProcessResult result;

  /// Whether memory was short.
  private final boolean outOfMemory;

  /// Makes an exception.
  ///
  /// @param result what the run gave
  /// @param outOfMemory whether the system has ended processes for want of memory meanwhile
  JvmKilledException(ProcessResult result, boolean outOfMemory) {
    super(
        result.summary()
            + (outOfMemory
                ? ": the system ran out of memory and ended it, or another process beside it"
                : ""),
        null);
    this.result = result;
    this.outOfMemory = outOfMemory;
  }

  /// {@return what the run gave, the signal and the last of its output among it}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public ProcessResult result() {
    return result;
  }

  /// {@return whether, while it ran, the system has ended a process of the same control group, or
  /// of the machine where the group does not tell, for want of memory; known on Linux}
  ///
  /// That is the memory of the machine or of the group. A task that needs more than the heap of its
  /// JVM fails with a [JvmOutOfMemoryException].
  public boolean isOutOfMemory() {
    return outOfMemory;
  }
}
