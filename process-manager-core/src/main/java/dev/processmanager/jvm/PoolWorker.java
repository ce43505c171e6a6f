package dev.processmanager.jvm;

import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import dev.processmanager.worker.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One JVM of a pool: does one job at a time. The pool hears of it on threads of the engine, and
/// must not block there.
final class PoolWorker {

  /// Who gives it work.
  interface Employer {

    /// It has done its job, or has just come up.
    void isFree(PoolWorker worker);

    /// It has ended before it could begin with a job, which is for another.
    void hasNotBegun(PoolJob<?> job);

    /// It has ended, whether it was to or not.
    void hasEnded(PoolWorker worker);
  }

  private final Employer employer;
  private final JvmSettings settings;
  private final TimeSource time;
  private final RunningJvm jvm;
  private final AtomicReference<@Nullable PoolJob<?>> job = new AtomicReference<>();
  private volatile boolean timedOut;
  private volatile boolean over;
  private volatile long freeSince;
  private int jobs;

  PoolWorker(RunningJvm jvm, JvmSettings settings, TimeSource time, Employer employer) {
    this.jvm = jvm;
    this.settings = settings;
    this.time = time;
    this.employer = employer;
    this.freeSince = time.nanoTime();
  }

  /// Tells its employer of its end from now on.
  void begin() {
    jvm.conversation().misunderstanding().thenAccept(_ -> stop(StopPlan.immediate()));
    jvm.over().thenAccept(this::ended);
  }

  /// Called while it is free, by whoever has taken it from the others.
  void work(PoolJob<?> next) {
    jobs++;
    job.set(next);
    if (over && job.compareAndSet(next, null)) {
      employer.hasNotBegun(next);
      return;
    }
    Optional<Timer> limit = settings.timeout.map(this::limit);
    jvm.conversation()
        .ask(Frame.CALL, next.program().call().body())
        .thenAccept(
            outcome -> {
              limit.ifPresent(Timer::cancel);
              answered(next, outcome);
            });
  }

  /// How many jobs it was given.
  int jobs() {
    return jobs;
  }

  /// Since when it has nothing to do, on the monotonic clock.
  long freeSince() {
    return freeSince;
  }

  /// It is not needed any more.
  void dismiss() {
    jvm.dismiss(settings.stopPlan, time);
  }

  CompletableFuture<StopReport> stop(StopPlan plan) {
    return jvm.process().stop(plan);
  }

  private Timer limit(Duration longest) {
    return time.after(
        longest,
        () -> {
          timedOut = true;
          stop(settings.stopPlan);
        });
  }

  /// What is answered while it is being stopped counts for nothing: the end tells.
  private void answered(PoolJob<?> asked, byte[] outcome) {
    if (!jvm.farewell().hasBegun() && job.compareAndSet(asked, null)) {
      asked.answered(outcome, jvm.end().pid());
      freeSince = time.nanoTime();
      employer.isFree(this);
    }
  }

  private void ended(ProcessResult given) {
    over = true;
    PoolJob<?> lost = job.getAndSet(null);
    if (lost != null) {
      ProcessResult result =
          RunningJvm.resultOf(given, lost.program().description(), given.exit(), timedOut);
      jvm.process()
          .stop(StopPlan.immediate())
          .thenAccept(report -> lost.failed(jvm.end().explain(result, report)));
    }
    employer.hasEnded(this);
  }
}
