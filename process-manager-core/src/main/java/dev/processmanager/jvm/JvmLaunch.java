package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Starts the child of a task.
final class JvmLaunch {

  private JvmLaunch() {}

  /// Encodes a call and starts a child that makes it. A call that cannot be encoded fails the
  /// launch for good.
  static CompletableFuture<Execution> begin(
      Launcher launcher, Supplier<byte[]> call, JvmOptions options, LaunchContext context) {
    try {
      return begin(launcher, call.get(), options, context);
    } catch (UnserializableTaskException refused) {
      return CompletableFuture.failedFuture(
          new LaunchException(launcher.description(), true, refused.getMessage(), refused));
    }
  }

  static CompletableFuture<Execution> begin(
      Launcher launcher, byte[] call, JvmOptions options, LaunchContext context) {
    return CompletableFuture.failedFuture(
        new LaunchException(
            launcher.description(), true, "JVM tasks cannot be launched yet", null));
  }

  /// The name of a task, which for a lambda is that of the class around it.
  static String nameOf(Class<?> type) {
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "lambda of " + name.substring(0, lambda);
  }
}
