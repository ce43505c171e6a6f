package dev.processmanager.os;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.util.Optional;

/// Whether the native engine can be had here, and if not, why.
public final class NativeEngine {

  private NativeEngine() {}

  /// Why there is no native engine; empty if there is one. Never provokes the JDK's warning about
  /// native access.
  public static Optional<String> obstacle() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      return Optional.of("it is for Linux on x86-64, and this is " + system);
    }
    if (!NativeEngine.class.getModule().isNativeAccessEnabled()) {
      return Optional.of("native access is not enabled; start the JVM with " + flag());
    }
    return missingCall();
  }

  /// The flag that enables it.
  public static String flag() {
    Module module = NativeEngine.class.getModule();
    return "--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
  }

  private static Optional<String> missingCall() {
    try (Arena arena = Arena.ofConfined()) {
      for (Class<?> calls :
          new Class<?>[] {Libc.class, PosixSpawn.class, NativeEnvironment.class}) {
        MethodHandles.lookup().ensureInitialized(calls);
      }
      var state = Libc.callState(arena);
      int self = ProcessCalls.pidfdOpen(state, (int) ProcessHandle.current().pid());
      if (self < 0) {
        return Optional.of("the kernel has no pidfd_open, error " + -self);
      }
      Libc.close(state, self);
      return Optional.empty();
    } catch (IllegalAccessException | LinkageError failure) {
      return Optional.of(String.valueOf(firstCause(failure).getMessage()));
    }
  }

  /// A class whose calls are missing fails in one way at its first use and in another afterwards.
  private static Throwable firstCause(Throwable failure) {
    return failure.getCause() == null ? failure : firstCause(failure.getCause());
  }
}
