package dev.processmanager.jvm;

import java.io.Serial;

/// What a child has thrown and could not send. It prints like a throwable of the other JVM, and so
/// without the name of this class.
@SuppressWarnings("OverrideThrowableToString")
final class StandIn extends Throwable {

  @Serial private static final long serialVersionUID = 1L;

  private final String text;

  StandIn(RemoteThrowable remote, String place) {
    super(remote.message(), remote.cause() == null ? null : new StandIn(remote.cause(), place));
    text = place + " " + remote.text();
    setStackTrace(remote.frames().toArray(new StackTraceElement[0]));
    for (RemoteThrowable suppressed : remote.suppressed()) {
      addSuppressed(new StandIn(suppressed, place));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
