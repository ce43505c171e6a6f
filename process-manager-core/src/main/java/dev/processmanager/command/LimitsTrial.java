package dev.processmanager.command;

import dev.processmanager.os.Child;
import dev.processmanager.os.Receiver;
import dev.processmanager.os.SpawnRequest;
import dev.processmanager.os.Spawner;
import dev.processmanager.os.Stdin;
import dev.processmanager.os.Stdout;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Tries out whether limits can be set here: a shell says so best, since it depends on the system,
/// on what this JVM itself may use, and on who it is.
final class LimitsTrial {

  private LimitsTrial() {}

  /// Lets a shell set them that does nothing else.
  ///
  /// @return completes if they can be set; exceptionally with a [LaunchException] if not
  static CompletableFuture<Void> run(
      CommandOptions options, LaunchContext context, Spawner engine) {
    try {
      return engine
          .spawn(
              new SpawnRequest(
                  List.of(),
                  options.limits.trial(shell(engine)),
                  options.directory,
                  options.environment.with(context.environment()),
                  new Stdin.Nothing(),
                  new Stdout.Piped(true, (_, _) -> Receiver.READY)))
          .thenCompose(LimitsTrial::end)
          .thenAccept(
              end -> {
                if (!end.equals(new Exit.Exited(0))) {
                  throw refusal(options.limits + " cannot be set here");
                }
              });
    } catch (LaunchException noShell) {
      return CompletableFuture.failedFuture(noShell);
    }
  }

  private static CompletableFuture<Exit> end(Child shell) {
    return shell.exit().whenComplete((_, _) -> shell.release());
  }

  /// @throws LaunchException if there is none
  static String shell(Spawner engine) {
    return engine
        .tools()
        .sh()
        .orElseThrow(() -> refusal("limits need a shell, and there is none on the PATH"))
        .toString();
  }

  private static LaunchException refusal(String why) {
    return new LaunchException("limits", true, "Cannot launch: " + why, null);
  }
}
