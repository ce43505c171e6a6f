package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Those who work for a pool, and which jobs wait. Whatever changes, what follows from how things
/// are then is decided under the lock and done outside of it.
final class Crew implements PoolWorker.Employer {

  private static final Duration MOMENT = Duration.ofMillis(50);

  private final JvmOptions options;
  private final TimeSource time;
  private final Supplier<CompletableFuture<RunningJvm>> launcher;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<PoolJob<?>> queue = new ArrayDeque<>();
  private final Roster roster;

  /// Those of the ones who are coming up whose launch can be cancelled by now.
  private final Set<CompletableFuture<RunningJvm>> starts = new HashSet<>();

  private final Patience patience = new Patience();
  private boolean closing;
  private boolean stopped;
  private boolean watchesIdle;

  /// Whoever has just begun with a job is to have the processors for a moment.
  private boolean sparesMayWait;

  Crew(JvmOptions options, TimeSource time, Supplier<CompletableFuture<RunningJvm>> launcher) {
    this.options = options;
    this.time = time;
    this.launcher = launcher;
    this.roster = new Roster(options.settings());
  }

  /// @throws RejectedExecutionException if as many wait as may
  /// @throws IllegalStateException if nothing more is accepted
  void submit(PoolJob<?> job) {
    change(_ -> accept(job));
  }

  /// Brings up who is to be there before the first job.
  void begin() {
    change(_ -> {});
  }

  /// Nobody waits for this job any more.
  void abandon(PoolJob<?> job) {
    change(
        then -> {
          PoolWorker worker = job.worker();
          if (worker != null) {
            then.add(() -> worker.abandon(job));
          } else if (queue.remove(job)) {
            then.add(() -> job.failed(new CancellationException("Nobody waits for it")));
          }
        });
  }

  /// Accepts nothing new.
  ///
  /// @return completes when everything that was accepted is done and all workers have ended
  CompletableFuture<Void> close() {
    change(_ -> closing = true);
    return gone.copy();
  }

  /// Ends everything now.
  List<CompletableFuture<StopReport>> stop(StopPlan plan) {
    var present = new ArrayList<PoolWorker>();
    change(
        then -> {
          closing = true;
          stopped = true;
          for (CompletableFuture<RunningJvm> start : starts) {
            then.add(() -> start.cancel(true));
          }
          failAll(closed(), then);
          present.addAll(roster.all());
        });
    return present.stream().map(worker -> worker.stop(plan)).toList();
  }

  CompletableFuture<Void> gone() {
    return gone.copy();
  }

  int size() {
    lock.lock();
    try {
      return roster.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void isFree(PoolWorker worker) {
    change(
        then -> {
          sparesMayWait = false;
          employ(worker, then);
        });
  }

  @Override
  public void hasNotBegun(PoolJob<?> job) {
    change(
        then -> {
          if (!job.waitsAgain()) {
            return;
          }
          queue.addFirst(job);
          if (stopped) {
            failAll(closed(), then);
          }
        });
  }

  @Override
  public void hasDied(PoolWorker worker) {
    change(_ -> lose(worker));
  }

  @Override
  public void hasEnded(PoolWorker worker) {
    change(
        _ -> {
          lose(worker);
          roster.isGone(worker);
        });
  }

  /// @param step what changes; adds what is to be done for it first
  private void change(Consumer<List<Runnable>> step) {
    var then = new ArrayList<Runnable>();
    lock.lock();
    try {
      step.accept(then);
      handOut(then);
      fill(then);
      giveUp(then);
      release(then);
      watchIdle();
    } finally {
      lock.unlock();
    }
    then.forEach(Runnable::run);
  }

  private void accept(PoolJob<?> job) {
    if (closing) {
      throw new IllegalStateException("This pool is closed");
    }
    if (!roster.canWork() && queue.size() >= options.settings().queue) {
      throw new RejectedExecutionException(
          "As many tasks wait for a JVM as may: " + options.settings().queue);
    }
    queue.add(job);
    patience.wantedAnew();
  }

  /// Whoever has done what one may do, leaves.
  private void employ(PoolWorker worker, List<Runnable> then) {
    if (!roster.has(worker)) {
      return;
    }
    if (worker.jobs() > 0) {
      patience.succeeded();
    }
    if (worker.isSpent()) {
      dismiss(worker, then);
    } else {
      roster.isFree(worker);
    }
  }

  private void lose(PoolWorker worker) {
    if (roster.leaves(worker) && worker.jobs() == 0 && !closing) {
      notStarted(new ProcessException("A JVM ended before it had anything to do", null));
    }
  }

  private void dismiss(PoolWorker worker, List<Runnable> then) {
    roster.leaves(worker);
    then.add(worker::dismiss);
  }

  private void handOut(List<Runnable> then) {
    while (!queue.isEmpty() && roster.canWork()) {
      PoolWorker taker = roster.take();
      PoolJob<?> job = queue.removeFirst();
      then.add(() -> taker.work(job));
      letSparesWait();
    }
  }

  /// Brings up as many as are needed and may be there.
  private void fill(List<Runnable> then) {
    if (stopped || !patience.allowsStart()) {
      return;
    }
    boolean withSpares = !closing && !sparesMayWait;
    for (int missing = roster.missing(queue.size(), withSpares); missing > 0; missing--) {
      roster.comesUp();
      then.add(this::start);
    }
  }

  private void letSparesWait() {
    if (!sparesMayWait && options.settings().sparesOrDefault() > 0) {
      sparesMayWait = true;
      time.after(MOMENT, () -> change(_ -> sparesMayWait = false));
    }
  }

  /// A future is equal to itself alone, as is meant.
  @SuppressWarnings("CollectionUndefinedEquality")
  private void start() {
    CompletableFuture<RunningJvm> start = launch();
    change(
        then -> {
          starts.add(start);
          if (stopped) {
            then.add(() -> start.cancel(true));
          }
        });
    start.whenComplete(
        (jvm, failure) ->
            change(
                then -> {
                  starts.remove(start);
                  if (failure == null) {
                    welcome(new PoolWorker(jvm, options, time, this), then);
                  } else {
                    roster.didNotComeUp();
                    notStarted(ProcessException.unwrapped(failure));
                  }
                }));
  }

  private CompletableFuture<RunningJvm> launch() {
    try {
      return launcher.get();
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void welcome(PoolWorker worker, List<Runnable> then) {
    roster.cameUp(worker);
    then.add(worker::begin);
    if (stopped) {
      then.add(() -> worker.stop(StopPlan.immediate()));
    } else {
      employ(worker, then);
    }
  }

  private void notStarted(Throwable failure) {
    patience
        .failed(failure)
        .ifPresent(pause -> time.after(pause, () -> change(_ -> patience.pauseIsOver())));
  }

  /// Where there is nobody and nobody comes, those who wait are told why.
  private void giveUp(List<Runnable> then) {
    if (roster.isDeserted()) {
      patience.exhaustedBy().ifPresent(why -> failAll(why, then));
    }
  }

  private static CancellationException closed() {
    return new CancellationException("The pool is closed");
  }

  private void failAll(Throwable why, List<Runnable> then) {
    queue.forEach(job -> then.add(() -> job.failed(why)));
    queue.clear();
  }

  /// In the end nobody is needed who is free.
  private void release(List<Runnable> then) {
    if (closing && queue.isEmpty()) {
      roster.free().forEach(idle -> dismiss(idle, then));
      if (roster.isEmpty()) {
        then.add(() -> gone.complete(null));
      }
    }
  }

  /// One look at all of them serves, as long as more are free than are to be.
  private void watchIdle() {
    if (!watchesIdle && !closing && roster.hasIdle()) {
      watchesIdle = true;
      time.after(options.settings().idleTimeout, () -> change(this::dismissIdle));
    }
  }

  private void dismissIdle(List<Runnable> then) {
    watchesIdle = false;
    long now = time.nanoTime();
    long longest = options.settings().idleTimeout.toNanos();
    while (roster.hasIdle()) {
      PoolWorker idle = roster.longestFree().orElseThrow();
      if (now - idle.freeSince() < longest) {
        return;
      }
      dismiss(idle, then);
    }
  }
}
