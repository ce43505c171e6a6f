package dev.processmanager.process;

import java.io.Serial;

/// A run did not end as expected, and its caller asked for one that did.
public final class ExitException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What the run gave.
  private final transient ProcessResult result;

  /// Makes an exception; its message has the end and the last output.
  ///
  /// @param result what the run gave
  public ExitException(ProcessResult result) {
    super(message(result), null);
    this.result = result;
  }

  /// {@return what the run gave}
  public ProcessResult result() {
    return result;
  }

  private static String message(ProcessResult result) {
    String head = result.description() + ": " + result.describe();
    String tail = result.lastOutput();
    return tail.isEmpty() ? head : head + ": " + tail;
  }
}
