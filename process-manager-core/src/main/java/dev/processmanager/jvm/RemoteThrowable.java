package dev.processmanager.jvm;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was thrown in another JVM, as text. Immutable. It is bounded: of more than fifty causes, a
/// thousand frames or a megabyte, the rest is cut off.
///
/// @param className its class, which need not be known here
/// @param message its message, if it has one
/// @param text what its `toString` gives
/// @param frames its stack trace, down to where the task begins
/// @param cause its cause, if it has one
/// @param suppressed what it suppressed
public record RemoteThrowable(
    String className,
    @Nullable String message,
    String text,
    List<StackTraceElement> frames,
    @Nullable RemoteThrowable cause,
    List<RemoteThrowable> suppressed)
    implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  /// Copies the lists.
  public RemoteThrowable {
    frames = List.copyOf(frames);
    suppressed = List.copyOf(suppressed);
  }

  /// {@return its text}
  @Override
  public String toString() {
    return text;
  }
}
