package dev.processmanager.process;

import java.io.Serial;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The root of this library's exceptions, none of which is checked. Each subclass carries the
/// object it speaks of. Most come as the failure of a future, which `join()` wraps:
///
/// ```java
/// try {
///   pm.runCli("sort", "missing.txt").join().orThrow();
/// } catch (ExitException failed) { // thrown by orThrow
///   IO.println(failed.result().stderr());
/// } catch (CompletionException failed) { // thrown by join
///   IO.println(ProcessException.unwrapped(failed).getMessage());
/// }
/// ```
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
