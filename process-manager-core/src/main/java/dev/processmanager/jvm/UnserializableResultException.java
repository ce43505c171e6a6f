package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import java.io.Serial;

/// What a task returned did not come back: it cannot travel, or must not be read here, since its
/// class is none that [JvmOptions#allowResult] lets in. The message names the class.
public final class UnserializableResultException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  UnserializableResultException(String message) {
    super(message, null);
  }
}
