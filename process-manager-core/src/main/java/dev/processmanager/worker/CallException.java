package dev.processmanager.worker;

import java.io.Serial;

/// A call that cannot be made in this JVM, mostly since a class of it is not here. Never what the
/// task itself throws.
public final class CallException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  CallException(String message, Throwable cause) {
    super(message, cause);
  }
}
