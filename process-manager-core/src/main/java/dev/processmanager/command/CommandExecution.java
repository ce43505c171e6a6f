package dev.processmanager.command;

import dev.processmanager.os.Child;
import dev.processmanager.os.SpawnRequest;
import dev.processmanager.os.Spawner;
import dev.processmanager.os.StopSequence;
import dev.processmanager.output.Line;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One run of a command. Everything that leaves it completes on virtual threads, never on the
/// engine's.
final class CommandExecution implements Execution {

  /// How long a result waits for a slow sink once the child has ended.
  private static final Duration SINK_LIMIT = Duration.ofSeconds(10);

  private static final CompletableFuture<@Nullable StopReport> NOT_STOPPED =
      CompletableFuture.completedFuture(null);

  private record Stopping(
      Ending reason, StopSequence sequence, CompletableFuture<StopReport> report) {}

  private final Command command;
  private final CommandOptions options;
  private final LaunchContext context;
  private final Spawner engine;
  private final Child child;
  private final Delivery delivery;
  private final long startedAt;
  private final AtomicReference<@Nullable Stopping> stopping = new AtomicReference<>();
  private final CompletableFuture<Exit> exit;
  private final CompletableFuture<ProcessResult> result;

  private CommandExecution(
      Command command,
      CommandOptions options,
      LaunchContext context,
      Spawner engine,
      Child child,
      Delivery delivery) {
    this.command = command;
    this.options = options;
    this.context = context;
    this.engine = engine;
    this.child = child;
    this.delivery = delivery;
    this.startedAt = context.time().nanoTime();
    this.exit = child.exit().thenApplyAsync(end -> end, Thread::startVirtualThread);
    this.result = assembled();
    options.timeLimit.apply(context).ifPresent(this::limit);
  }

  static CompletableFuture<Execution> launch(
      Command command, CommandOptions options, LaunchContext context, Spawner engine) {
    return Deliveries.open(options, context)
        .thenCompose(
            delivery ->
                engine
                    .spawn(request(options, context, delivery))
                    .<Execution>thenApply(
                        child ->
                            new CommandExecution(
                                command, options, context, engine, child, delivery))
                    .whenComplete(
                        (_, failure) -> {
                          if (failure != null) {
                            delivery.finish();
                          }
                        }));
  }

  private static SpawnRequest request(
      CommandOptions options, LaunchContext context, Delivery delivery) {
    return new SpawnRequest(
        options.argv,
        options.directory,
        options.environment.with(context.environment()),
        options.stdin.apply(options.charset),
        options.mergeStreams,
        delivery);
  }

  private void limit(Duration timeLimit) {
    Timer timer = context.time().after(timeLimit, () -> end(Ending.TIMED_OUT, options.stopPlan));
    child.exit().thenRun(timer::cancel);
  }

  private CompletableFuture<ProcessResult> assembled() {
    var measured = child.exit().thenApply(_ -> context.time().nanoTime() - startedAt);
    var delivered =
        child
            .drained()
            .thenCompose(
                complete ->
                    delivery
                        .finish()
                        .thenApply(_ -> complete)
                        .completeOnTimeout(false, SINK_LIMIT.toSeconds(), TimeUnit.SECONDS));
    return delivered
        .thenCombine(child.exit().thenCompose(_ -> stopReport()), Outcome::new)
        .thenCombineAsync(measured, this::resultOf, Thread::startVirtualThread);
  }

  private record Outcome(boolean complete, @Nullable StopReport stopped) {}

  private CompletableFuture<@Nullable StopReport> stopReport() {
    Stopping current = stopping.get();
    return current == null ? NOT_STOPPED : current.report.thenApply(report -> report);
  }

  private ProcessResult resultOf(Outcome outcome, long nanos) {
    Exit end = child.exit().join();
    Ending ending = ending(end, outcome.stopped);
    boolean expected =
        end.exitCode().isPresent() && options.expected.contains(end.exitCode().getAsInt());
    return new ProcessResult(
        command.description(),
        end,
        ending,
        expected && (ending == Ending.EXITED || ending == Ending.SIGNALLED),
        delivery.text(Line.Source.STDOUT, options.charset),
        delivery.text(Line.Source.STDERR, options.charset),
        delivery.isTruncated(),
        outcome.complete,
        Duration.ofNanos(nanos),
        ResourceUsage.unknown());
  }

  /// A stop that came too late to send a signal did not end the run.
  private Ending ending(Exit end, @Nullable StopReport stopped) {
    Stopping current = stopping.get();
    if (current != null
        && stopped != null
        && (stopped.asked().contains(identity()) || stopped.forced().contains(identity()))) {
      return current.reason;
    }
    return switch (end) {
      case Exit.Signalled _ -> Ending.SIGNALLED;
      case Exit.Unknown _ -> Ending.UNKNOWN;
      case Exit.Exited _, Exit.Returned _, Exit.Threw _ -> Ending.EXITED;
    };
  }

  @Override
  public Identity identity() {
    return child.identity();
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return exit.copy();
  }

  @Override
  public CompletableFuture<ProcessResult> result() {
    return result.copy();
  }

  @Override
  public CompletableFuture<StopReport> stop(StopPlan plan) {
    return end(Ending.STOPPED, plan).copy();
  }

  private CompletableFuture<StopReport> end(Ending reason, StopPlan plan) {
    if (child.exit().isDone() && stopping.get() == null) {
      return CompletableFuture.completedFuture(StopReport.nothingToDo(context.id()));
    }
    var mine =
        new Stopping(
            reason,
            new StopSequence(context.id(), child, context.environment(), engine.tools(), plan),
            new CompletableFuture<>());
    Stopping first = stopping.compareAndExchange(null, mine);
    if (first != null) {
      first.sequence.hurry(plan);
      return first.report;
    }
    Thread.ofVirtual()
        .name("process-manager-stop-" + context.id())
        .start(() -> mine.report.complete(mine.sequence.run()));
    return mine.report;
  }

  @Override
  public boolean signal(Signal signal) {
    return child.signal(signal);
  }

  @Override
  public boolean isAlive() {
    return child.isAlive();
  }
}
