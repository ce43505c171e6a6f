package dev.processmanager.jvm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of a call, as it was read here. Immutable.
sealed interface Outcome {

  /// The task returned.
  ///
  /// @param value what it returned
  record Value(@Nullable Object value) implements Outcome {}

  /// The task threw.
  ///
  /// @param remote what the child said of it
  /// @param original the same, if it could travel and may be read here
  record Thrown(RemoteThrowable remote, Optional<Throwable> original) implements Outcome {}

  /// The task returned what cannot travel.
  ///
  /// @param what says why
  record Unserializable(String what) implements Outcome {}

  /// The child could not make the call.
  ///
  /// @param what says why
  record Unreadable(String what) implements Outcome {}

  /// Something came that is not read here: by a filter, for a missing class, or since it makes no
  /// sense.
  ///
  /// @param what says why
  record Rejected(String what) implements Outcome {}
}
