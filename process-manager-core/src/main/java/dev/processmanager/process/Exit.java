package dev.processmanager.process;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How an execution ended. Immutable. A `switch` over it needs no default:
///
/// ```java
/// String text =
///     switch (result.exit()) {
///       case Exit.Exited(int code) -> "code " + code;
///       case Exit.Signalled(Signal signal, boolean _) -> "killed by " + signal;
///       case Exit.Returned(Object value) -> "gave " + value;
///       case Exit.Threw(Throwable failure) -> "failed: " + failure;
///       case Exit.Unknown(String reason) -> "cannot be told: " + reason;
///     };
/// ```
public sealed interface Exit {

  /// An OS process ended by itself.
  ///
  /// @param code the exit code, 0 to 255
  record Exited(int code) implements Exit {}

  /// An OS process was ended by a signal.
  ///
  /// @param signal the signal
  /// @param coreDumped whether a core was written; false where the engine cannot tell
  record Signalled(Signal signal, boolean coreDumped) implements Exit {}

  /// A Java function returned.
  ///
  /// @param value what it returned, which may be null
  record Returned(@Nullable Object value) implements Exit {}

  /// A Java function threw.
  ///
  /// @param throwable what it threw
  record Threw(Throwable throwable) implements Exit {}

  /// It has ended, but nobody could see how. Never taken for a success.
  ///
  /// @param reason why it is not known
  record Unknown(String reason) implements Exit {}

  /// {@return the exit code as a POSIX shell reports it: the code, or 128 plus the signal's number;
  /// empty if there is none, as with a Java function}
  default OptionalInt exitCode() {
    return switch (this) {
      case Exited(int code) -> OptionalInt.of(code);
      case Signalled(Signal signal, boolean _) -> OptionalInt.of(128 + signal.number());
      case Returned _, Threw _, Unknown _ -> OptionalInt.empty();
    };
  }

  /// {@return whether it ended with code 0 or returned a value}
  default boolean isSuccess() {
    return switch (this) {
      case Exited(int code) -> code == 0;
      case Returned _ -> true;
      case Signalled _, Threw _, Unknown _ -> false;
    };
  }

  /// {@return the end in words, such as `exit code 3` or `signal SIGKILL`}
  default String describe() {
    return switch (this) {
      case Exited(int code) -> "exit code " + code;
      case Signalled(Signal signal, boolean dumped) ->
          "signal " + signal + (dumped ? " (core dumped)" : "");
      case Returned _ -> "returned";
      case Threw(Throwable throwable) -> "threw " + throwable;
      case Unknown(String reason) -> "unknown end (" + reason + ")";
    };
  }
}
