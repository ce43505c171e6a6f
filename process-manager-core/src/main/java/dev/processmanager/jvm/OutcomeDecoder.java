package dev.processmanager.jvm;

import dev.processmanager.worker.MalformedException;
import dev.processmanager.worker.Outcomes;
import dev.processmanager.worker.Values;
import java.io.ObjectInputFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a child says of a call, and believes little of it.
final class OutcomeDecoder {

  private OutcomeDecoder() {}

  /// {@return what became of the call; a [Outcome.Rejected] whatever is wrong with the bytes}
  ///
  /// @param outcome the bytes
  /// @param filter which classes may be read
  /// @param loader finds them
  static Outcome decode(byte[] outcome, ObjectInputFilter filter, @Nullable ClassLoader loader) {
    try {
      return switch (outcome.length == 0 ? 0 : outcome[0]) {
        case Outcomes.PLAIN -> new Outcome.Value(Values.read(outcome, 1));
        case Outcomes.SERIALIZED ->
            new Outcome.Value(GuardedInput.read(outcome, 1, filter, loader));
        case Outcomes.UNSERIALIZABLE -> new Outcome.Unserializable(text(outcome));
        case Outcomes.UNREADABLE -> new Outcome.Unreadable(text(outcome));
        case Outcomes.THROWN, Outcomes.OUT_OF_MEMORY -> thrown(outcome, filter, loader);
        default -> new Outcome.Rejected("There is no such kind of outcome");
      };
    } catch (MalformedException | GuardedInput.RejectedException rejected) {
      return new Outcome.Rejected(String.valueOf(rejected.getMessage()));
    }
  }

  private static String text(byte[] outcome) throws MalformedException {
    if (Values.read(outcome, 1) instanceof String text) {
      return text;
    }
    throw new MalformedException("There is no text");
  }

  private static Outcome thrown(
      byte[] outcome, ObjectInputFilter filter, @Nullable ClassLoader loader)
      throws MalformedException {
    if (!(Values.read(outcome, 1) instanceof Object[] parts) || parts.length != 2) {
      throw new MalformedException("There is no throwable");
    }
    RemoteThrowable remote = RemoteText.read(parts[0]);
    return new Outcome.Thrown(
        remote,
        parts[1] instanceof byte[] serialized
            ? original(serialized, filter, loader)
            : Optional.empty());
  }

  /// The text says all that matters, so nothing is lost where the original must not be read.
  private static Optional<Throwable> original(
      byte[] serialized, ObjectInputFilter filter, @Nullable ClassLoader loader) {
    try {
      return GuardedInput.read(serialized, 0, filter, loader) instanceof Throwable throwable
          ? Optional.of(throwable)
          : Optional.empty();
    } catch (GuardedInput.RejectedException rejected) {
      return Optional.empty();
    }
  }
}
