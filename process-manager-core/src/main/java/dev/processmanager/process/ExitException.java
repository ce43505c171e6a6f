package dev.processmanager.process;

import java.io.Serial;

/// A run did not end as expected, and its caller asked for one that did: by
/// [ProcessResult#orThrow()], by a start or by `whenHealthy()`. Its message has the last of what
/// was printed.
public final class ExitException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What the run gave.
  private final transient ProcessResult result;

  /// Makes an exception; its message is the summary of the result.
  ///
  /// @param result what the run gave
  public ExitException(ProcessResult result) {
    super(result.summary(), null);
    this.result = result;
  }

  /// {@return what the run gave}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public ProcessResult result() {
    return result;
  }
}
