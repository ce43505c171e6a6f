package dev.processmanager.jvm;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task ran out of the memory of its JVM, which [JvmOptions#heap] limits.
///
/// Where the system has too little memory, it kills a JVM: see
/// [JvmKilledException#isOutOfMemory()].
public final class JvmOutOfMemoryException extends RemoteException {

  @Serial private static final long serialVersionUID = 1L;

  JvmOutOfMemoryException(
      RemoteThrowable remote, @Nullable Throwable original, long pid, StackTraceElement[] caller) {
    super(remote, original, pid, caller);
  }

  /// There was not even enough to say more.
  static JvmOutOfMemoryException withoutWords(long pid) {
    String name = OutOfMemoryError.class.getName();
    var remote = new RemoteThrowable(name, null, name, List.of(), null, List.of());
    return new JvmOutOfMemoryException(remote, null, pid, new StackTraceElement[0]);
  }
}
