package dev.processmanager.process;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A description that can be launched, any number of times. Immutable and safe for use by many
/// threads.
///
/// A new kind of process is one implementation of this interface. Most of them leave the launch to
/// another one:
///
/// ```java
/// record Container(String image) implements Launcher {
///   @Override
///   public ProcessKind kind() {
///     return ProcessKind.CLI_COMMAND;
///   }
///
///   @Override
///   public String description() {
///     return "container " + image;
///   }
///
///   @Override
///   public CompletableFuture<Execution> launch(LaunchContext context) {
///     return Command.of("docker", "run", "--rm", "--name", context.id(), image).launch(context);
///   }
/// }
/// ```
public interface Launcher {

  /// {@return which kind of process this describes}
  ProcessKind kind();

  /// {@return what it runs, for people; without secrets}
  String description();

  /// {@return the directory it runs in, for people; empty if it is the host's own}
  default Optional<Path> workingDirectory() {
    return Optional.empty();
  }

  /// {@return how a run of it is stopped unless somebody says otherwise; [StopPlan#graceful] with
  /// 10 seconds by default}
  default StopPlan stopPlan() {
    return StopPlan.graceful(StopPlan.DEFAULT_GRACE);
  }

  /// Launches it once.
  ///
  /// @param context for whom
  /// @return completes when it runs, or exceptionally with a [LaunchException]; whoever cancels it
  ///     no longer waits, and what comes up later is ended by the launcher
  /// @implSpec does not block and does not throw
  CompletableFuture<Execution> launch(LaunchContext context);
}
