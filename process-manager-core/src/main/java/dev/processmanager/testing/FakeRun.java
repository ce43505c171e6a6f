package dev.processmanager.testing;

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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// One run of a [FakeLauncher]: ends when a test says so, or when it is stopped, unless it is told
/// to be stubborn. Safe for use by many threads.
public final class FakeRun implements Execution {

  private final LaunchContext context;
  private final long startedAt;
  private final Identity identity;
  private final CompletableFuture<ProcessResult> result = new CompletableFuture<>();
  private final CompletableFuture<StopReport> stopped = new CompletableFuture<>();
  private final List<StopPlan> stops = new CopyOnWriteArrayList<>();
  private final List<Signal> signals = new CopyOnWriteArrayList<>();
  private volatile boolean stubborn;
  private volatile boolean alive = true;
  private volatile ResourceUsage usage = ResourceUsage.unknown();

  FakeRun(LaunchContext context) {
    this.context = context;
    this.startedAt = context.time().nanoTime();
    this.identity = new Identity.InThisJvm(context.id() + "-" + context.generation());
  }

  /// Ends this run by itself.
  ///
  /// @param code its exit code
  public void exits(int code) {
    end(new Exit.Exited(code), Ending.EXITED);
  }

  /// Ends this run by a signal from outside.
  ///
  /// @param signal the signal
  public void dies(Signal signal) {
    end(new Exit.Signalled(signal, false), Ending.SIGNALLED);
  }

  /// Lets this run ignore stops; it then ends by [#exits] or [#survives] only.
  public void stubborn() {
    stubborn = true;
  }

  /// Ends a stop of this stubborn run with the report that it survived.
  public void survives() {
    stopped.complete(
        new StopReport(
            List.of(context.id()), List.of(identity), List.of(identity), List.of(identity)));
  }

  /// Lets [#isAlive()] answer false, as for a zombie.
  public void freezes() {
    alive = false;
  }

  /// Says what it uses from now on.
  ///
  /// @param usage what, by itself and as a tree; unknown until then
  public void uses(ResourceUsage usage) {
    this.usage = usage;
  }

  /// {@return the plans it was stopped by, in order}
  public List<StopPlan> stops() {
    return List.copyOf(stops);
  }

  /// {@return the signals it was sent, in order}
  public List<Signal> signals() {
    return List.copyOf(signals);
  }

  /// {@return what it was launched with}
  public LaunchContext context() {
    return context;
  }

  private void end(Exit exit, Ending ending) {
    result.complete(
        new ProcessResult(
            "fake",
            exit,
            ending,
            exit.isSuccess() && ending == Ending.EXITED,
            "",
            "",
            false,
            true,
            Duration.ofNanos(context.time().nanoTime() - startedAt),
            ResourceUsage.unknown()));
    stopped.complete(
        stops.isEmpty()
            ? StopReport.nothingToDo(context.id())
            : new StopReport(List.of(context.id()), List.of(identity), List.of(), List.of()));
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return result.thenApply(ProcessResult::exit);
  }

  @Override
  public CompletableFuture<ProcessResult> result() {
    return result.copy();
  }

  @Override
  public CompletableFuture<StopReport> stop(StopPlan plan) {
    stops.add(plan);
    if (!stubborn) {
      end(new Exit.Signalled(plan.signal(), false), Ending.STOPPED);
    }
    return stopped.copy();
  }

  @Override
  public boolean signal(Signal signal) {
    signals.add(signal);
    return !result.isDone();
  }

  @Override
  public boolean isAlive() {
    return alive && !result.isDone();
  }

  @Override
  public ResourceUsage usage() {
    return usage;
  }
}
