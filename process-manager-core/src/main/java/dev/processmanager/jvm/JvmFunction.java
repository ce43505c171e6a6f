package dev.processmanager.jvm;

import org.jspecify.annotations.Nullable;

/// A function that a child JVM makes by name: statics are not shared, the argument is a copy.
///
/// No code travels, just the name of the class and the argument. The class has a name and a
/// constructor without parameters, which need not be public; each call makes a new object.
///
/// @param <A> what it takes
/// @param <R> what it gives
@FunctionalInterface
public interface JvmFunction<A extends @Nullable Object, R extends @Nullable Object> {

  /// Does the work.
  ///
  /// @param argument what it was given
  /// @return the result
  /// @throws Exception to fail
  R apply(A argument) throws Exception;
}
