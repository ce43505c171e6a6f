package dev.processmanager.jvm;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One run of a function in a JVM of its own: the process is a command's, the end of the function
/// comes over the conversation.
final class JvmExecution implements Execution {

  private final JvmProgram program;
  private final RunningJvm running;
  private final Execution process;
  private final CompletableFuture<byte[]> asked;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private final CompletableFuture<ProcessResult> result;
  private volatile boolean timedOut;

  /// @param asked the answer as it comes, on a thread of the engine
  /// @param answer what it means, on another
  /// @param limit for how long it may run
  JvmExecution(
      RunningJvm running,
      JvmProgram program,
      CompletableFuture<byte[]> asked,
      CompletableFuture<Exit> answer,
      Optional<Duration> limit,
      TimeSource time) {
    this.program = program;
    this.running = running;
    this.process = running.process();
    this.asked = asked;
    // Decided as it comes: who is being stopped has not ended by itself, whatever it answers.
    CompletableFuture<Boolean> inTime =
        asked.thenApply(_ -> !running.farewell().hasBegun() && !timedOut);
    CompletableFuture<Optional<Exit>> counting =
        answer.thenCombine(
            inTime, (end, counts) -> counts ? Optional.of(end) : Optional.<Exit>empty());
    this.result = running.over().thenCompose(given -> conversationOver(given, counting));
    counting.thenAccept(end -> end.ifPresent(exit::complete));
    result.thenAccept(given -> exit.complete(given.exit()));
    running.conversation().misunderstanding().thenAccept(_ -> process.stop(StopPlan.immediate()));
    limit.ifPresent(longest -> limit(longest, time));
    asked.thenRun(() -> running.dismiss(program.stopPlan(), time));
  }

  private void limit(Duration longest, TimeSource time) {
    Timer timer =
        time.after(
            longest,
            () -> {
              timedOut = true;
              process.stop(program.stopPlan());
            });
    asked.thenRun(timer::cancel);
    process.exit().thenRun(timer::cancel);
  }

  /// What was answered before the end counts, even if it is still being read.
  private CompletableFuture<ProcessResult> conversationOver(
      ProcessResult given, CompletableFuture<Optional<Exit>> answer) {
    return asked.isDone()
        ? answer.thenApply(end -> end.map(how -> resultOf(given, how)).orElseGet(() -> cut(given)))
        : CompletableFuture.completedFuture(cut(given));
  }

  private ProcessResult resultOf(ProcessResult given, Exit how) {
    return RunningJvm.resultOf(given, program.description(), how, given.ending());
  }

  /// Of one that has not answered while it was wanted. If it has ended as soon as it was asked to,
  /// nothing but this tells that it was.
  private ProcessResult cut(ProcessResult given) {
    boolean wasAsked = asked.isDone() && given.ending() == Ending.EXITED;
    Ending ending = timedOut ? Ending.TIMED_OUT : wasAsked ? Ending.STOPPED : given.ending();
    return RunningJvm.resultOf(given, program.description(), given.exit(), ending);
  }

  @Override
  public ProcessException failure(ProcessResult given, StopReport report) {
    return running.end().explain(given, report);
  }

  @Override
  public Identity identity() {
    return process.identity();
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
  public CompletableFuture<StopReport> stop(StopPlan how) {
    return process.stop(how);
  }

  @Override
  public boolean signal(Signal signal) {
    return process.signal(signal);
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public ResourceUsage usage() {
    return process.usage();
  }

  @Override
  public ResourceUsage treeUsage() {
    return process.treeUsage();
  }
}
