package dev.processmanager.task;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The stop of one run: there is one at a time, and all who ask join it; after one that the task
/// has survived, another. It can ask, and no more.
final class TaskStop {

  private final LaunchContext run;
  private final Identity who;

  /// Asks the task to end.
  private final Runnable request;

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<StopReport> report;
  private @Nullable Timer limit;
  private long givenUpAt;
  private Ending ending = Ending.EXITED;
  private boolean ended;

  /// @param request asks the task to end; runs on a thread of its own, since it meets user code
  TaskStop(LaunchContext run, Identity who, Runnable request) {
    this.run = run;
    this.who = who;
    this.request = request;
  }

  CompletableFuture<StopReport> begin(Ending reason, StopPlan plan) {
    lock.lock();
    try {
      CompletableFuture<StopReport> current = report;
      boolean underWay = current != null && !current.isDone();
      if (ended && !underWay) {
        return CompletableFuture.completedFuture(StopReport.nothingToDo(run.id()));
      }
      CompletableFuture<StopReport> joined = current != null && underWay ? current : ask(reason);
      if (!ended) {
        giveUpAfter(plan, joined, underWay);
      }
      return joined;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<StopReport> ask(Ending reason) {
    if (ending == Ending.EXITED) {
      ending = reason;
    }
    var asked = new CompletableFuture<StopReport>();
    report = asked;
    Thread.ofVirtual().name("process-manager-stop-" + run.id()).start(request);
    return asked;
  }

  /// A more urgent plan makes it sooner, never later.
  private void giveUpAfter(
      StopPlan plan, CompletableFuture<StopReport> waiting, boolean alreadyLimited) {
    Duration patience = plan.grace().isZero() ? plan.killWait() : plan.grace();
    long now = run.time().nanoTime();
    long nanos = saturated(patience);
    if (alreadyLimited && givenUpAt - now <= nanos) {
      return;
    }
    cancelLimit();
    givenUpAt = now + nanos;
    limit = run.time().after(patience, () -> waiting.complete(report(List.of(who))));
  }

  /// So that times neither overflow nor wrap around.
  private static long saturated(Duration patience) {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
    return (patience.compareTo(longest) < 0 ? patience : longest).toNanos();
  }

  /// The task has ended: no stop begins from now on.
  ///
  /// @return why it has ended
  Ending end() {
    lock.lock();
    try {
      ended = true;
      cancelLimit();
      return ending;
    } finally {
      lock.unlock();
    }
  }

  /// Tells those who wait for the stop of what has ended.
  void complete() {
    CompletableFuture<StopReport> waiting;
    lock.lock();
    try {
      waiting = report;
    } finally {
      lock.unlock();
    }
    if (waiting != null) {
      waiting.complete(report(List.of()));
    }
  }

  private void cancelLimit() {
    if (limit != null) {
      limit.cancel();
    }
  }

  private StopReport report(List<Identity> survivors) {
    return new StopReport(List.of(run.id()), List.of(who), List.of(), survivors);
  }
}
