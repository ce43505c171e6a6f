package dev.processmanager.command;

import dev.processmanager.os.Child;
import dev.processmanager.os.ExitFile;
import dev.processmanager.os.Fingerprints;
import dev.processmanager.os.ShimmedLaunch;
import dev.processmanager.os.SpawnRequest;
import dev.processmanager.os.Spawner;
import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.time.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Everything until a command runs: its sinks are opened, its child is started. What comes up after
/// nobody waits for it any more is ended at once.
final class CommandLaunch {

  private final Command command;
  private final CommandOptions options;
  private final LaunchContext context;
  private final Spawner engine;
  private final CompletableFuture<Execution> launched = new CompletableFuture<>();

  private CommandLaunch(
      Command command, CommandOptions options, LaunchContext context, Spawner engine) {
    this.command = command;
    this.options = options;
    this.context = context;
    this.engine = engine;
  }

  static CompletableFuture<Execution> begin(
      Command command, CommandOptions options, LaunchContext context, Spawner engine) {
    return new CommandLaunch(command, options, context, engine).begin();
  }

  private CompletableFuture<Execution> begin() {
    Optional<Timer> limit =
        options.timeLimit.apply(context).map(limited -> context.time().after(limited, this::late));
    launched.whenComplete((_, _) -> limit.ifPresent(Timer::cancel));
    checkLimits()
        .thenCompose(_ -> Deliveries.open(options, context))
        .thenCompose(this::spawn)
        .whenComplete(
            (execution, failure) -> {
              if (failure != null) {
                launched.completeExceptionally(ProcessException.unwrapped(failure));
              } else if (!launched.complete(execution)) {
                execution.stop(StopPlan.immediate());
              }
            });
    return launched;
  }

  private void late() {
    Duration limit = options.timeLimit.apply(context).orElse(Duration.ZERO);
    launched.completeExceptionally(
        new LaunchException(
            options.argv.getFirst(),
            false,
            "Cannot launch: \"" + options.argv.getFirst() + "\" did not run within " + limit,
            null));
  }

  /// Limits that cannot be set are known before the program runs.
  private CompletableFuture<Void> checkLimits() {
    return options.limits.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : LimitsTrial.run(options, context, engine);
  }

  private CompletableFuture<Execution> spawn(Delivery delivery) {
    RunStreams streams;
    try {
      streams = RunStreams.of(delivery, options, context);
    } catch (LaunchException failure) {
      delivery.finish();
      throw failure;
    }
    return spawn(streams)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                streams.abandon();
              }
            });
  }

  private CompletableFuture<Execution> spawn(RunStreams streams) {
    try {
      return child(request(streams))
          .thenApply(
              child ->
                  new CommandExecution(
                      command.description(),
                      options,
                      context,
                      engine,
                      child,
                      streams,
                      Duration.ZERO));
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /// What is detached leaves its end to later hosts.
  private CompletableFuture<Child> child(SpawnRequest request) {
    Optional<Path> file = context.exitFile().filter(_ -> context.isDetached());
    return file.isPresent()
        ? ShimmedLaunch.begin(
            engine,
            request,
            new ExitFile(
                file.get(), context.generation(), Fingerprints.cookie(context.environment())))
        : engine.spawn(request);
  }

  private SpawnRequest request(RunStreams streams) {
    return new SpawnRequest(
        options.limits.isEmpty() ? List.of() : options.limits.prefix(LimitsTrial.shell(engine)),
        options.argv,
        options.directory,
        options.environment.without(context.withheld()).with(context.environment()),
        streams.stdin(options, context),
        streams.stdout(options, context));
  }
}
