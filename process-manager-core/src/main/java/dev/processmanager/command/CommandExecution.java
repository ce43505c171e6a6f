package dev.processmanager.command;

import dev.processmanager.os.Child;
import dev.processmanager.os.Spawner;
import dev.processmanager.os.Usages;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of a command, or an adopted process. Everything that leaves it completes on virtual
/// threads, never on the engine's.
final class CommandExecution implements Execution {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.command");

  /// How long a result waits for a slow sink once the child has ended.
  private static final Duration SINK_LIMIT = Duration.ofSeconds(10);

  private final String description;
  private final CommandOptions options;
  private final LaunchContext context;
  private final Spawner engine;
  private final Child child;
  private final RunStreams streams;
  private final Delivery delivery;
  private final long startedAt;
  private final RunStop stop;
  private final CompletableFuture<ProcessResult> result;

  /// @param description what runs, for people
  /// @param age for how long it has run already
  CommandExecution(
      String description,
      CommandOptions options,
      LaunchContext context,
      Spawner engine,
      Child child,
      RunStreams streams,
      Duration age) {
    this.description = description;
    this.options = options;
    this.context = context;
    this.engine = engine;
    this.child = child;
    this.streams = streams;
    this.stop = new RunStop(context, engine, child, stdin());
    this.delivery = streams.delivery();
    this.startedAt = context.time().nanoTime() - age.toNanos();
    this.result = assembled();
    options.timeLimit.apply(context).ifPresent(this::limit);
    streams.silence().ifPresent(this::limit);
    streams.dialogue().ifPresent(this::end);
  }

  private void limit(Duration timeLimit) {
    Timer timer =
        context.time().after(timeLimit, () -> stop.begin(Ending.TIMED_OUT, options.stopPlan));
    child.exit().thenRun(timer::cancel);
  }

  private void limit(Silence silence) {
    silence.watch(() -> stop.begin(Ending.TIMED_OUT, options.stopPlan));
    child.exit().thenRun(silence::end);
  }

  private void end(Dialogue dialogue) {
    child.exit().thenAccept(how -> dialogue.ended(how.describe()));
    child.drained().thenRun(dialogue::drained);
  }

  private CompletableFuture<ProcessResult> assembled() {
    var measured = child.exit().thenApply(_ -> context.time().nanoTime() - startedAt);
    var delivered = child.drained().thenCompose(streams::taken).thenCompose(this::delivered);
    var stopped = child.exit().thenCompose(_ -> stop.close());
    stopped.thenRun(child::release);
    return delivered
        .thenCombine(stopped, Outcome::new)
        .thenCombineAsync(measured, this::resultOf, Thread::startVirtualThread);
  }

  /// Until the sinks have everything, or are too slow.
  private CompletableFuture<Boolean> delivered(boolean complete) {
    CompletableFuture<Boolean> taken = delivery.finish().thenApply(_ -> complete);
    if (taken.isDone()) {
      return taken;
    }
    Timer limit =
        context
            .time()
            .after(
                SINK_LIMIT,
                () -> {
                  delivery.abandon();
                  taken.complete(false);
                });
    return taken.whenComplete((_, _) -> limit.cancel());
  }

  private record Outcome(boolean complete, StopReport stopped) {}

  private ProcessResult resultOf(Outcome outcome, long nanos) {
    Exit end = child.exit().join();
    Ending ending = stop.ending(end, outcome.stopped);
    boolean expected =
        end.exitCode().isPresent() && options.expected.contains(end.exitCode().getAsInt());
    return new ProcessResult(
        description,
        end,
        ending,
        expected && (ending == Ending.EXITED || ending == Ending.SIGNALLED),
        text(Line.Source.STDOUT),
        text(Line.Source.STDERR),
        delivery.isTruncated(),
        outcome.complete,
        Duration.ofNanos(nanos),
        child.usage());
  }

  /// A text too large for the memory must not keep the result from whoever waits for it.
  private String text(Line.Source source) {
    try {
      return delivery.takeText(source, options.charset);
    } catch (OutOfMemoryError tooLarge) {
      LOG.error("The {} of {} does not fit into memory", source, description, tooLarge);
      return "";
    }
  }

  @Override
  public Identity identity() {
    return child.identity();
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return child.exit().thenApplyAsync(end -> end, Thread::startVirtualThread);
  }

  @Override
  public CompletableFuture<ProcessResult> result() {
    return result.copy();
  }

  @Override
  public CompletableFuture<StopReport> stop(StopPlan plan) {
    return stop.begin(Ending.STOPPED, plan).copy();
  }

  @Override
  public boolean signal(Signal signal) {
    return child.signal(signal);
  }

  @Override
  public void leave() {
    if (context.isDetached()) {
      streams.ownLog().ifPresent(OwnLog::leave);
      child.leave();
    }
  }

  @Override
  public OutputStream stdin() {
    return streams.dialogue().map(Dialogue::stdin).orElseGet(Execution.super::stdin);
  }

  @Override
  public InputStream stdout() {
    return streams.dialogue().map(Dialogue::stdout).orElseGet(Execution.super::stdout);
  }

  @Override
  public ResourceUsage usage() {
    return child.exit().isDone() ? child.usage() : Usages.ofMain(child.identity(), engine);
  }

  @Override
  public ResourceUsage treeUsage() {
    return Usages.ofTree(child, context.environment(), engine);
  }

  @Override
  public boolean isAlive() {
    return child.isAlive();
  }
}
