package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task threw in its child JVM. The stack trace is that of the caller; the cause is what the
/// child threw: the original if it could travel, else something that prints like it.
///
/// ```java
/// pm.runJvm(() -> Integer.parseInt("seven"))
///     .exceptionally(
///         failure -> {
///           if (ProcessException.unwrapped(failure) instanceof RemoteException thrown) {
///             IO.println(thrown.remote().className()); // java.lang.NumberFormatException
///           }
///           return 7;
///         });
/// ```
public class RemoteException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What the child said of it.
  private final RemoteThrowable remote;

  /// Whether the cause is the very thing.
  private final boolean hasOriginal;

  /// Makes an exception.
  ///
  /// @param remote what the child said of it
  /// @param original the original, if it could travel
  /// @param pid of the child
  /// @param caller the frames of whoever wanted the task to run
  RemoteException(
      RemoteThrowable remote, @Nullable Throwable original, long pid, StackTraceElement[] caller) {
    super(
        nameAndMessage(remote) + " " + place(pid),
        original == null ? new StandIn(remote, place(pid)) : original);
    this.remote = remote;
    this.hasOriginal = original != null;
    setStackTrace(caller);
  }

  /// {@return what the child said of it}
  public RemoteThrowable remote() {
    return remote;
  }

  /// {@return what the task threw, unless it could not travel or must not be read here; what only
  /// the other JVM knows of it, such as which variable was null, is in [#remote()]}
  public Optional<Throwable> original() {
    return hasOriginal ? Optional.ofNullable(getCause()) : Optional.empty();
  }

  private static String place(long pid) {
    return "(in JVM pid " + pid + ")";
  }

  private static String nameAndMessage(RemoteThrowable remote) {
    String name = remote.className();
    String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    return (simple.isEmpty() ? name : simple)
        + (remote.message() == null ? "" : ": " + remote.message());
  }
}
