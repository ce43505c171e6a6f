package dev.processmanager.registry;

import dev.processmanager.process.ProcessException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A registry could not be read or written, or is closed.
public class RegistryException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// Makes an exception.
  ///
  /// @param message what is wrong, with the file's name
  /// @param cause what led to it, if anything did
  public RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
