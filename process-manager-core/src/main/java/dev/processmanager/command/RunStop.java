package dev.processmanager.command;

import dev.processmanager.os.Child;
import dev.processmanager.os.Spawner;
import dev.processmanager.os.StopSequence;
import dev.processmanager.process.Ending;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stop of one run: for whatever reason it begins, there is one at a time, and all who ask join
/// it.
final class RunStop {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.command");

  private record Attempt(
      Ending reason, StopSequence sequence, CompletableFuture<StopReport> report) {}

  private final LaunchContext context;
  private final Spawner engine;
  private final Child child;
  private final StopRequest request;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Attempt current;
  private boolean closed;

  RunStop(LaunchContext context, Spawner engine, Child child, OutputStream stdin) {
    this.context = context;
    this.engine = engine;
    this.child = child;
    this.request = new StopRequest(context, child.identity().pid(), stdin);
  }

  /// Begins a stop or joins the one that is under way; after one that somebody survived, another.
  CompletableFuture<StopReport> begin(Ending reason, StopPlan plan) {
    lock.lock();
    try {
      if (current != null && (closed || !current.report.isDone())) {
        current.sequence.hurry(plan);
        return current.report;
      }
      if (closed) {
        return CompletableFuture.completedFuture(StopReport.nothingToDo(context.id()));
      }
      var sequence =
          StopSequence.of(
              context.id(), child, context.environment(), engine, plan, () -> request.begin(plan));
      var attempt = new Attempt(reason, sequence, new CompletableFuture<>());
      current = attempt;
      Thread.ofVirtual()
          .name("process-manager-stop-" + context.id())
          .start(() -> attempt.report.complete(run(sequence)));
      return attempt.report;
    } finally {
      lock.unlock();
    }
  }

  /// The child has ended by whatever cause: no stop begins from now on.
  ///
  /// @return completes when the stop that is under way, if there is one, has done its work
  CompletableFuture<StopReport> close() {
    lock.lock();
    try {
      closed = true;
      return current == null
          ? CompletableFuture.completedFuture(StopReport.nothingToDo(context.id()))
          : current.report;
    } finally {
      lock.unlock();
    }
  }

  /// Why the run has ended. A stop that came too late to send a signal did not end it.
  Ending ending(Exit exit, StopReport report) {
    Identity who = child.identity();
    Ending reason = reason();
    if (reason != null && (report.asked().contains(who) || report.forced().contains(who))) {
      return reason;
    }
    return switch (exit) {
      case Exit.Signalled _ -> Ending.SIGNALLED;
      case Exit.Unknown _ -> Ending.UNKNOWN;
      case Exit.Exited _, Exit.Returned _, Exit.Threw _ -> Ending.EXITED;
    };
  }

  private @Nullable Ending reason() {
    lock.lock();
    try {
      return current == null ? null : current.reason;
    } finally {
      lock.unlock();
    }
  }

  private StopReport run(StopSequence sequence) {
    try {
      return sequence.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("The stop of {} failed", context.id(), failure);
      List<Identity> survivors = child.exit().isDone() ? List.of() : List.of(child.identity());
      return new StopReport(List.of(context.id()), List.of(), List.of(), survivors);
    }
  }
}
