package dev.processmanager.jvm;

import dev.processmanager.process.Launcher;
import org.jspecify.annotations.Nullable;

/// A function that a child JVM makes by name: statics are not shared, the argument is a copy.
///
/// No code travels, just the name of the class and the argument. The class has a name and a
/// constructor without parameters, which need not be public; each call makes a new object.
///
/// ```java
/// final class Digits implements JvmFunction<Integer, Integer> {
///   @Override
///   public Integer apply(Integer exponent) {
///     return BigInteger.TEN.pow(exponent).toString().length();
///   }
/// }
///
/// int digits = pm.runJvm(Digits.class, 100_000).join();
/// ```
///
/// @param <A> what it takes
/// @param <R> what it gives
@FunctionalInterface
public interface JvmFunction<A extends @Nullable Object, R extends @Nullable Object> {

  /// Does the work.
  ///
  /// @param argument what it was given; may be null where the caller gave that
  /// @return the result; may be null
  /// @throws Exception to fail, with which its caller gets a [RemoteException]
  R apply(A argument) throws Exception;

  /// {@return one call of a function, to be launched in a child JVM; the argument is copied now}
  ///
  /// @param <A> what it takes
  /// @param <R> what it gives
  /// @param function its class
  /// @param argument what it is applied to
  /// @param options how the JVM is started
  /// @throws UnserializableTaskException if the argument cannot travel
  static <A extends @Nullable Object, R extends @Nullable Object> Launcher launcher(
      Class<? extends JvmFunction<A, R>> function, A argument, JvmOptions options) {
    return JvmProgram.of(function, argument, options);
  }
}
