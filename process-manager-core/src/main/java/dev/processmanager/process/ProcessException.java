package dev.processmanager.process;

import java.io.Serial;
import java.util.concurrent.CompletionException;
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

  /// {@return what a future failed with, without the `CompletionException` around it}
  ///
  /// @param failure what whoever depends on the future was told
  public static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
