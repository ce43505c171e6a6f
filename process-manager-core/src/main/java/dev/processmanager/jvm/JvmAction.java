package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/// A [JvmTask] that gives nothing: statics are not shared, captured objects are copies. All that is
/// said there holds here. In the background it may go on for as long as it likes; a stop interrupts
/// its thread:
///
/// ```java
/// ManagedProcess indexer =
///     pm.startJvmBackground(
///             () -> {
///               while (!Thread.interrupted()) {
///                 Indexer.next();
///               }
///             },
///             as -> as.id("indexer").restart(RestartPolicy.onFailure()))
///         .join();
/// ```
@FunctionalInterface
public interface JvmAction extends Launcher, Serializable {

  /// Does the work.
  ///
  /// @throws Exception to fail; in the background, its run has then ended with `Exit.Threw` or,
  ///     if it is detached, with exit code 1
  void run() throws Exception;

  @Override
  default ProcessKind kind() {
    return ProcessKind.JVM_TASK;
  }

  /// {@return the name of its class, or of the one that has the lambda}
  @Override
  default String description() {
    return JvmLaunch.nameOf(getClass());
  }

  /// {@return the same in a JVM with these options; what it captures is copied now}
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
