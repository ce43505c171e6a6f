package dev.processmanager.jvm;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A task ran out of the memory of its JVM, which [JvmOptions#heap] limits.
public final class JvmOutOfMemoryException extends RemoteException {

  @Serial private static final long serialVersionUID = 1L;

  JvmOutOfMemoryException(
      RemoteThrowable remote, @Nullable Throwable original, long pid, StackTraceElement[] caller) {
    super(remote, original, pid, caller);
  }
}
