package dev.processmanager.jvm;

import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.StopReport;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task took longer than [JvmOptions#timeout] allows, and its JVM was stopped.
public final class JvmTimeoutException extends ProcessTimeoutException {

  @Serial private static final long serialVersionUID = 1L;

  /// What a task was doing when it was stopped.
  public enum Phase {
    /// It ran.
    RUNNING,
    /// Its result was on its way.
    RETURNING
  }

  /// What it was doing.
  private final Phase phase;

  /// Where its threads were.
  private final @Nullable String threadDump;

  JvmTimeoutException(
      ProcessResult result, StopReport report, boolean returning, Optional<String> threadDump) {
    super(
        result,
        report,
        " while "
            + (returning ? "returning" : "running")
            + threadDump.map(where -> "; its threads:\n" + where).orElse(""));
    this.phase = returning ? Phase.RETURNING : Phase.RUNNING;
    this.threadDump = threadDump.orElse(null);
  }

  /// {@return what it was doing when it was stopped}
  public Phase phase() {
    return phase;
  }

  /// {@return where its threads were after it had been interrupted and had gone on all the same;
  /// empty if it has ended by the interrupt, or was not asked, or did not say}
  public Optional<String> threadDump() {
    return Optional.ofNullable(threadDump);
  }
}
