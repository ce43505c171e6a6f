package dev.processmanager.worker;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Bytes that do not say what they should. Nothing that was read from them is to be used.
public final class MalformedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /// Makes an exception.
  ///
  /// @param message what is wrong
  public MalformedException(String message) {
    super(message);
  }

  MalformedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
