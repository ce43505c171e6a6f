package dev.processmanager.process;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The root of this library's exceptions. Each subclass carries the object it speaks of.
public class ProcessException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /// Makes an exception.
  ///
  /// @param message what is wrong
  /// @param cause what led to it, if anything did
  public ProcessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
