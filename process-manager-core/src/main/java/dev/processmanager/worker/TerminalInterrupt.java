package dev.processmanager.worker;

/// The interrupt of a terminal that this JVM shares with its host. It is for the host, which then
/// ends this JVM in its own way.
final class TerminalInterrupt {

  private TerminalInterrupt() {}

  /// Where the JDK cannot, it stays as it is.
  static void ignore() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("INT"),
              handler.getField("SIG_IGN").get(null));
    } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
      // Then it ends its task, which the host is told as any other end.
    }
  }
}
