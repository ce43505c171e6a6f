package dev.processmanager.examples.architect.ctl;

import java.io.Serial;

/// Ends a command with one line for people and a code for scripts.
final class CtlException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  CtlException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
