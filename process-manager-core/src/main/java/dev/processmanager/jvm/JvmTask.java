package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A Java function that runs in a child JVM: statics are not shared, captured objects are copies.
///
/// ```java
/// int exponent = 100_000; // goes along
/// int digits =
///     pm.runJvm(() -> BigInteger.TEN.pow(exponent).toString().length()).join();
/// ```
///
/// What a lambda captures travels with it, and so must be serialisable; the fields of `this`
/// count as soon as one of them is used. What it returns travels back in the same way, as far as
/// [JvmOptions#allowResult] lets it. Where several launches of one task may overlap, each has a
/// copy of its own.
///
/// @param <R> what it gives
@FunctionalInterface
public interface JvmTask<R extends @Nullable Object> extends Launcher, Serializable {

  /// Does the work.
  ///
  /// @return the result; may be null
  /// @throws Exception to fail, with which its caller gets a [RemoteException]
  R run() throws Exception;

  @Override
  default ProcessKind kind() {
    return ProcessKind.JVM_TASK;
  }

  /// {@return the name of its class, or of the one that has the lambda}
  @Override
  default String description() {
    return JvmLaunch.nameOf(getClass());
  }

  /// {@return the same in a JVM with these options; what it captures is copied now, once for all
  /// launches, whereas a task that is launched as it is, is copied at each launch, with whatever
  /// has changed by then}
  ///
  /// @param options how the JVM is started
  /// @throws UnserializableTaskException if it cannot travel
  default Launcher with(JvmOptions options) {
    return JvmProgram.of(this, options);
  }

  @Override
  default CompletableFuture<Execution> launch(LaunchContext context) {
    return JvmLaunch.begin(() -> JvmProgram.of(this, JvmOptions.defaults()), context);
  }
}
