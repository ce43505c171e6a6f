package dev.processmanager.jvm;

import dev.processmanager.process.Ending;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import dev.processmanager.worker.Frame;
import dev.processmanager.worker.Outcomes;
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

    /// It has died before it could begin with a job, which is for another.
    void hasNotBegun(PoolJob<?> job);

    /// Its process has ended, whether it was to or not, and can do no more job; what it has said
    /// may still be on its way.
    void hasDied(PoolWorker worker);

    /// All is over.
    void hasEnded(PoolWorker worker);
  }

  /// A job, and whether its answer still counts: who is stopped for one job must not have begun
  /// another.
  private record Assignment(PoolJob<?> job, State state) {
    enum State {
      RUNNING,
      ABANDONED,
      TIMED_OUT
    }
  }

  private final Employer employer;
  private final JvmOptions options;
  private final TimeSource time;
  private final RunningJvm jvm;
  private final AtomicReference<@Nullable Assignment> assignment = new AtomicReference<>();
  private volatile boolean dead;
  private volatile long freeSince;
  private volatile boolean exhausted;
  private int jobs;

  PoolWorker(RunningJvm jvm, JvmOptions options, TimeSource time, Employer employer) {
    this.jvm = jvm;
    this.options = options;
    this.time = time;
    this.employer = employer;
    this.freeSince = time.nanoTime();
  }

  /// Tells its employer of its end from now on.
  void begin() {
    jvm.conversation().misunderstanding().thenAccept(_ -> stop(StopPlan.immediate()));
    jvm.process().exit().thenRun(this::died);
    jvm.over().thenAccept(this::ended);
  }

  private void died() {
    dead = true;
    employer.hasDied(this);
  }

  /// Called while it is free, by whoever has taken it from the others.
  void work(PoolJob<?> next) {
    jobs++;
    var given = new Assignment(next, Assignment.State.RUNNING);
    assignment.set(given);
    if (dead && assignment.compareAndSet(given, null)) {
      employer.hasNotBegun(next);
      return;
    }
    boolean wanted = next.takenBy(this);
    Optional<Timer> limit =
        options
            .settings()
            .timeout
            .map(longest -> time.after(longest, () -> end(given, Assignment.State.TIMED_OUT)));
    jvm.conversation()
        .ask(Frame.CALL, next.program().call().body())
        .thenAccept(
            outcome -> {
              limit.ifPresent(Timer::cancel);
              answered(given, outcome);
            });
    if (!wanted) {
      abandon(next);
    }
  }

  /// How many jobs it was given.
  int jobs() {
    return jobs;
  }

  /// Whether it is to get no more jobs: it was given as many as it may be, or has run out of
  /// memory, of which the last task may have left nothing to the next.
  boolean isSpent() {
    return exhausted || jobs >= options.settings().mostTasks();
  }

  /// Since when it has nothing to do, on the monotonic clock.
  long freeSince() {
    return freeSince;
  }

  /// It is not needed any more.
  void dismiss() {
    jvm.dismiss(options.settings().stopPlan, time);
  }

  CompletableFuture<StopReport> stop(StopPlan plan) {
    return jvm.process().stop(plan);
  }

  /// Nobody waits for this job any more, which is stopped if it is still being done here.
  void abandon(PoolJob<?> job) {
    Assignment now = assignment.get();
    if (now != null && now.job() == job) {
      end(now, Assignment.State.ABANDONED);
    }
  }

  private void end(Assignment given, Assignment.State why) {
    if (given.state() == Assignment.State.RUNNING
        && assignment.compareAndSet(given, new Assignment(given.job(), why))) {
      stop(options.settings().stopPlan);
    }
  }

  /// What is answered while it is being stopped counts for nothing: the end tells. That need not
  /// wait for anything else, and neither need whoever gets its place.
  private void answered(Assignment given, byte[] outcome) {
    if (jvm.farewell().hasBegun() || !assignment.compareAndSet(given, null)) {
      jvm.conversation().sayGoodbye();
    } else {
      exhausted = Outcomes.isOutOfMemory(outcome);
      given.job().answered(outcome, jvm.end().pid());
      freeSince = time.nanoTime();
      employer.isFree(this);
    }
  }

  private void ended(ProcessResult given) {
    dead = true;
    Assignment lost = assignment.getAndSet(null);
    if (lost != null) {
      Ending ending =
          lost.state() == Assignment.State.TIMED_OUT ? Ending.TIMED_OUT : given.ending();
      ProcessResult result =
          RunningJvm.resultOf(given, lost.job().program().description(), given.exit(), ending);
      jvm.process()
          .stop(StopPlan.immediate())
          .thenAccept(report -> lost.job().failed(jvm.end().explain(result, report)));
    }
    employer.hasEnded(this);
  }
}
