package dev.processmanager.process;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A signal by its POSIX name, such as `Signal.TERM` or `Signal.of("WINCH")`. Immutable.
///
/// @param name the name without `SIG`, such as `TERM`
/// @param number its number on Linux
public record Signal(String name, int number) {

  /// Hang-up; by custom: read the configuration again.
  public static final Signal HUP = new Signal("HUP", 1);

  /// Interrupt, as by Ctrl+C.
  public static final Signal INT = new Signal("INT", 2);

  /// Quit; a JVM prints its threads.
  public static final Signal QUIT = new Signal("QUIT", 3);

  /// Abort.
  public static final Signal ABRT = new Signal("ABRT", 6);

  /// Ends a process that cannot refuse.
  public static final Signal KILL = new Signal("KILL", 9);

  /// For the program to define.
  public static final Signal USR1 = new Signal("USR1", 10);

  /// For the program to define.
  public static final Signal USR2 = new Signal("USR2", 12);

  /// Write into a pipe that nobody reads.
  public static final Signal PIPE = new Signal("PIPE", 13);

  /// The polite request to end.
  public static final Signal TERM = new Signal("TERM", 15);

  /// Go on after a stop.
  public static final Signal CONT = new Signal("CONT", 18);

  /// Stop without a refusal, until `CONT`.
  public static final Signal STOP = new Signal("STOP", 19);

  private static final List<Signal> ALL =
      Stream.concat(
              Stream.of(HUP, INT, QUIT, ABRT, KILL, USR1, USR2, PIPE, TERM, CONT, STOP),
              Stream.of(
                  new Signal("ILL", 4),
                  new Signal("TRAP", 5),
                  new Signal("BUS", 7),
                  new Signal("FPE", 8),
                  new Signal("SEGV", 11),
                  new Signal("ALRM", 14),
                  new Signal("STKFLT", 16),
                  new Signal("CHLD", 17),
                  new Signal("TSTP", 20),
                  new Signal("TTIN", 21),
                  new Signal("TTOU", 22),
                  new Signal("URG", 23),
                  new Signal("XCPU", 24),
                  new Signal("XFSZ", 25),
                  new Signal("VTALRM", 26),
                  new Signal("PROF", 27),
                  new Signal("WINCH", 28),
                  new Signal("IO", 29),
                  new Signal("PWR", 30),
                  new Signal("SYS", 31)))
          .toList();

  /// {@return the signal of that name}
  ///
  /// @param name with or without `SIG`, in any case
  /// @throws IllegalArgumentException if there is none
  public static Signal of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
    return ALL.stream()
        .filter(signal -> signal.name.equals(bare))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No signal is called \"" + name + "\""));
  }

  /// {@return the signal of that Linux number, if it has a name}
  ///
  /// @param number the number, from 1
  public static Optional<Signal> of(int number) {
    return ALL.stream().filter(signal -> signal.number == number).findFirst();
  }

  /// {@return the name with `SIG`, such as `SIGTERM`}
  @Override
  public String toString() {
    return "SIG" + name;
  }
}
