package dev.processmanager.process;

import java.time.Duration;
import java.util.OptionalInt;

/// What a run gave. Immutable. A run that fails is a value; who wants an exception asks for it:
///
/// ```java
/// String branch =
///     pm.runCli("git", "branch", "--show-current").join().orThrow().stdout().strip();
/// ```
///
/// @param description what was run, with what looks like a secret masked
/// @param exit how the main process ended
/// @param ending why it ended
/// @param success whether it ended by itself and as expected; a run that timed out or was stopped
///     never is a success, whatever its code
/// @param stdout captured standard output, its middle left out if it was too long; empty where
///     nothing was captured
/// @param stderr captured standard error, likewise
/// @param outputTruncated whether something was left out of stdout or stderr
/// @param outputComplete false if somebody, such as a grandchild, still held an output pipe when
///     the result was made, so that more might have come
/// @param duration from launch to end, by the monotonic clock
/// @param usage what it used, by itself
public record ProcessResult(
    String description,
    Exit exit,
    Ending ending,
    boolean success,
    String stdout,
    String stderr,
    boolean outputTruncated,
    boolean outputComplete,
    Duration duration,
    ResourceUsage usage) {

  /// {@return the exit code as a shell reports it; see [Exit#exitCode()]}
  public OptionalInt exitCode() {
    return exit.exitCode();
  }

  /// {@return this result, if it is a success}
  ///
  /// @throws ExitException if it is not; it holds this result
  public ProcessResult orThrow() {
    if (!success) {
      throw new ExitException(this);
    }
    return this;
  }

  /// {@return what was run, how it ended, and the last of what it printed, short enough for a
  /// message: of standard error or, if nothing is there, of standard output}
  public String summary() {
    String end = description + ": " + describe();
    String printed = Excerpt.lastOf(stderr.isBlank() ? stdout : stderr);
    return printed.isEmpty() ? end : end + ": " + printed;
  }

  /// {@return the end in words, such as `exit code 3` or `timed out (signal SIGTERM)`}
  public String describe() {
    return switch (ending) {
      case EXITED, SIGNALLED, UNKNOWN -> exit.describe();
      case TIMED_OUT -> "timed out (" + exit.describe() + ")";
      case STOPPED -> "stopped (" + exit.describe() + ")";
      case CANCELLED -> "cancelled (" + exit.describe() + ")";
    };
  }
}
