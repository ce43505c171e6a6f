package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
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
import java.util.function.Supplier;

/// Who of a pool works, is free, is coming up or is leaving, and which jobs wait. What is decided
/// under the lock is done outside of it.
final class Crew implements PoolWorker.Employer {

  private static final int MOST_FAILED_STARTS = 3;
  private static final Duration AFTER_FAILED_START = Duration.ofMillis(100);

  private final JvmSettings settings;
  private final TimeSource time;
  private final Recruits recruits;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<PoolJob<?>> queue = new ArrayDeque<>();

  /// Those who work, and those who are free.
  private final Set<PoolWorker> workers = new HashSet<>();

  /// Whoever was last at work comes first, so that the others may leave.
  private final Deque<PoolWorker> free = new ArrayDeque<>();

  private final Set<PoolWorker> leaving = new HashSet<>();
  private int comingUp;
  private int failedStarts;
  private boolean closing;
  private boolean stopped;
  private boolean watchesIdle;

  Crew(JvmSettings settings, TimeSource time, Supplier<CompletableFuture<RunningJvm>> launcher) {
    this.settings = settings;
    this.time = time;
    this.recruits = new Recruits(launcher, this::came, this::failed);
  }

  /// Brings up who is to be there before the first job.
  void begin() {
    change(this::fill);
  }

  /// @throws RejectedExecutionException if as many wait as may
  /// @throws IllegalStateException if nothing more is accepted
  void submit(PoolJob<?> job) {
    change(
        () -> {
          if (closing) {
            throw new IllegalStateException("This pool is closed");
          }
          if (queue.size() >= settings.queue && !canWork()) {
            throw new RejectedExecutionException(
                "As many tasks wait for a JVM as may: " + settings.queue);
          }
          queue.add(job);
          return assign();
        });
  }

  /// Nobody waits for this job any more.
  void abandon(PoolJob<?> job) {
    change(
        () -> {
          PoolWorker worker = job.worker();
          if (worker != null) {
            return () -> worker.stop(settings.stopPlan);
          }
          queue.remove(job);
          return release();
        });
  }

  /// Accepts nothing new.
  ///
  /// @return completes when everything that was accepted is done and all JVMs have ended
  CompletableFuture<Void> close() {
    change(
        () -> {
          closing = true;
          return release();
        });
    return gone();
  }

  CompletableFuture<Void> gone() {
    return gone.copy();
  }

  /// Ends everything now.
  List<CompletableFuture<StopReport>> stop(StopPlan plan) {
    var present = new ArrayList<PoolWorker>();
    change(
        () -> {
          closing = true;
          stopped = true;
          present.addAll(workers);
          present.addAll(leaving);
          List<PoolJob<?>> waiting = List.copyOf(queue);
          queue.clear();
          var reason = new CancellationException("The pool is closed");
          return () -> waiting.forEach(job -> job.failed(reason));
        });
    recruits.stop();
    change(this::release);
    return present.stream().map(worker -> worker.stop(plan)).toList();
  }

  int size() {
    lock.lock();
    try {
      return workers.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void isFree(PoolWorker worker) {
    change(
        () -> {
          if (!workers.contains(worker)) {
            return Crew::nothing;
          }
          if (worker.jobs() >= settings.mostTasks()) {
            return both(dismiss(List.of(worker)), assign());
          }
          free.addFirst(worker);
          return assign();
        });
  }

  @Override
  public void hasNotBegun(PoolJob<?> job) {
    change(
        () -> {
          job.takenBy(null);
          if (!job.future().isDone()) {
            queue.addFirst(job);
          }
          return assign();
        });
  }

  @Override
  public void hasEnded(PoolWorker worker) {
    change(
        () -> {
          workers.remove(worker);
          free.remove(worker);
          leaving.remove(worker);
          return assign();
        });
  }

  private void came(RunningJvm jvm) {
    var worker = new PoolWorker(jvm, settings, time, this);
    change(
        () -> {
          comingUp--;
          failedStarts = 0;
          workers.add(worker);
          free.addFirst(worker);
          return both(worker::begin, stopped ? () -> worker.stop(StopPlan.immediate()) : assign());
        });
  }

  /// A start may fail by chance; one that fails again and again fails those who wait for it.
  private void failed(Throwable failure) {
    change(
        () -> {
          comingUp--;
          failedStarts++;
          boolean inVain = failure instanceof LaunchException refusal && refusal.isPermanent();
          if (closing && queue.isEmpty()) {
            return release();
          }
          if (!inVain && failedStarts < MOST_FAILED_STARTS) {
            Duration pause = AFTER_FAILED_START.multipliedBy(failedStarts);
            return () -> time.after(pause, () -> change(this::fill));
          }
          failedStarts = 0;
          List<PoolJob<?>> waiting = List.copyOf(queue);
          queue.clear();
          return both(() -> waiting.forEach(job -> job.failed(failure)), release());
        });
  }

  private void change(Supplier<Runnable> decision) {
    Runnable consequence;
    lock.lock();
    try {
      consequence = decision.get();
    } finally {
      lock.unlock();
    }
    consequence.run();
  }

  private static void nothing() {}

  private static Runnable both(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  private boolean canWork() {
    return !free.isEmpty() && workers.size() - free.size() < settings.workers;
  }

  /// Gives jobs to those who are free, and brings up or lets go whom that takes.
  private Runnable assign() {
    Runnable all = Crew::nothing;
    while (!queue.isEmpty() && canWork()) {
      PoolJob<?> job = queue.removeFirst();
      PoolWorker taker = free.removeFirst();
      job.takenBy(taker);
      all = both(all, () -> taker.work(job));
    }
    watchIdle();
    return both(all, closing ? both(fill(), release()) : fill());
  }

  /// Brings up as many as are needed and may be there.
  private Runnable fill() {
    int working = workers.size() - free.size();
    int spares = closing ? 0 : settings.sparesOrDefault();
    int most = settings.workers + (settings.freshPerTask ? spares : 0);
    int wanted = Math.min(most, working + queue.size() + spares);
    int missing = stopped ? 0 : wanted - workers.size() - comingUp;
    if (missing <= 0) {
      return Crew::nothing;
    }
    comingUp += missing;
    return () -> recruits.start(missing);
  }

  /// In the end nobody is needed who is free.
  private Runnable release() {
    if (!closing || !queue.isEmpty()) {
      return Crew::nothing;
    }
    Runnable dismissal = dismiss(List.copyOf(free));
    boolean over = workers.isEmpty() && leaving.isEmpty() && comingUp == 0;
    return over ? both(dismissal, () -> gone.complete(null)) : dismissal;
  }

  private Runnable dismiss(List<PoolWorker> some) {
    some.forEach(workers::remove);
    some.forEach(free::remove);
    leaving.addAll(some);
    return () -> some.forEach(PoolWorker::dismiss);
  }

  /// One look at all of them serves, as long as anybody is free.
  private void watchIdle() {
    if (!watchesIdle && !closing && free.size() > settings.sparesOrDefault()) {
      watchesIdle = true;
      time.after(settings.idleTimeout, () -> change(this::dismissIdle));
    }
  }

  private Runnable dismissIdle() {
    watchesIdle = false;
    long now = time.nanoTime();
    long longest = settings.idleTimeout.toNanos();
    List<PoolWorker> idle =
        free.stream()
            .filter(worker -> now - worker.freeSince() >= longest)
            .limit(Math.max(0, free.size() - settings.sparesOrDefault()))
            .toList();
    Runnable dismissal = dismiss(idle);
    watchIdle();
    return dismissal;
  }
}
