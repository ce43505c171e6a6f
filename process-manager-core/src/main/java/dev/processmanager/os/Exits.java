package dev.processmanager.os;

import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import java.util.Optional;
import java.util.Set;

/// Reads the exit values of the JDK, which gives 128 + n for signal n and so cannot tell it from a
/// program that chose that code. Shells have the same convention, and so have JVMs that end by
/// `TERM`, hence the reading.
final class Exits {

  /// Signals that end nothing by themselves: their codes are taken as codes.
  private static final Set<String> HARMLESS =
      Set.of("CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "WINCH");

  /// Numbers that POSIX gives.
  private static final Set<Integer> SAME_EVERYWHERE = Set.of(1, 2, 3, 6, 9, 14, 15);

  private Exits() {}

  static Exit decode(int value) {
    return signalIn(value)
        .<Exit>map(signal -> new Exit.Signalled(signal, false))
        .orElseGet(() -> new Exit.Exited(value));
  }

  /// What the kernel tells a parent, which leaves no doubt.
  ///
  /// @param status the code in the second byte, or else the signal in the lowest seven bits
  static Exit ofWaitStatus(int status) {
    int signal = status & 0x7f;
    return signal == 0
        ? new Exit.Exited(status >> 8 & 0xff)
        : new Exit.Signalled(Signals.named(signal), (status & 0x80) != 0);
  }

  private static Optional<Signal> signalIn(int value) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    return Signal.of(value - 128)
        .filter(_ -> !Tools.isWindows())
        .filter(signal -> linux || SAME_EVERYWHERE.contains(signal.number()))
        .filter(signal -> !HARMLESS.contains(signal.name()));
  }
}
