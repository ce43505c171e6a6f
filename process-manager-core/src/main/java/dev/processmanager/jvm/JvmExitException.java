package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import java.io.Serial;

/// A task ended its JVM by `System.exit`, so that it gave nothing. The future of `runJvm` or of
/// [JvmPool#submit(JvmTask)] fails with it.
public final class JvmExitException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What the run gave.
  private final transient ProcessResult result;

  /// Who ended it.
  private final String caller;

  /// Makes an exception.
  ///
  /// @param result what the run gave
  /// @param caller who called `System.exit`, as a stack frame
  JvmExitException(ProcessResult result, String caller) {
    super(result.summary() + ": System.exit was called at " + caller, null);
    this.result = result;
    this.caller = caller;
  }

  /// {@return what the run gave, the exit code and the last of its output among it}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public ProcessResult result() {
    return result;
  }

  /// {@return who called `System.exit` or `Runtime.exit`, as a stack frame}
  public String caller() {
    return caller;
  }
}
