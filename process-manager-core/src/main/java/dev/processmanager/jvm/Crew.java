package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
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
import java.util.function.Supplier;

/// Who of a pool works, is free or is coming up, and which jobs wait. What is decided under the
/// lock is done outside of it.
final class Crew implements PoolWorker.Employer {

  private static final int MOST_FAILED_STARTS = 3;
  private static final Duration AFTER_FAILED_START = Duration.ofMillis(100);
  private static final Runnable NOTHING = () -> {};

  private final JvmOptions options;
  private final TimeSource time;
  private final Supplier<CompletableFuture<RunningJvm>> launcher;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<PoolJob<?>> queue = new ArrayDeque<>();
  private final Deque<PoolWorker> free = new ArrayDeque<>();
  private final Set<PoolWorker> workers = new HashSet<>();
  private final Set<CompletableFuture<RunningJvm>> starts = new HashSet<>();

  /// Some of these may not be among the starts yet.
  private int comingUp;

  private int failedStarts;
  private boolean closing;
  private boolean stopped;
  private boolean watchesIdle;

  Crew(JvmOptions options, TimeSource time, Supplier<CompletableFuture<RunningJvm>> launcher) {
    this.options = options;
    this.time = time;
    this.launcher = launcher;
  }

  /// @throws RejectedExecutionException if as many wait as may
  /// @throws IllegalStateException if nothing more is accepted
  void submit(PoolJob<?> job) {
    change(() -> accept(job));
  }

  /// Brings up who is to be there before the first job.
  void begin() {
    change(this::fill);
  }

  /// Nobody waits for this job any more.
  void abandon(PoolJob<?> job) {
    change(
        () -> {
          PoolWorker worker = job.worker();
          if (worker == null) {
            queue.remove(job);
            return releaseIfClosing();
          }
          return () -> worker.stop(options.settings().stopPlan);
        });
  }

  /// Accepts nothing new.
  ///
  /// @return completes when everything that was accepted is done and all workers have ended
  CompletableFuture<Void> close() {
    change(
        () -> {
          closing = true;
          return releaseIfClosing();
        });
    return gone.copy();
  }

  /// Ends everything now.
  List<CompletableFuture<StopReport>> stop(StopPlan plan) {
    List<PoolJob<?>> waiting;
    List<PoolWorker> working;
    List<CompletableFuture<RunningJvm>> early;
    lock.lock();
    try {
      closing = true;
      stopped = true;
      waiting = List.copyOf(queue);
      queue.clear();
      working = List.copyOf(workers);
      early = List.copyOf(starts);
    } finally {
      lock.unlock();
    }
    early.forEach(start -> start.cancel(true));
    waiting.forEach(job -> job.failed(new CancellationException("The pool is closed")));
    change(this::releaseIfClosing);
    return working.stream().map(worker -> worker.stop(plan)).toList();
  }

  CompletableFuture<Void> gone() {
    return gone.copy();
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
    change(() -> employ(worker));
  }

  @Override
  public void hasEnded(PoolWorker worker) {
    change(
        () -> {
          workers.remove(worker);
          free.remove(worker);
          return closing ? releaseIfClosing() : fill();
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

  private Runnable accept(PoolJob<?> job) {
    if (closing) {
      throw new IllegalStateException("This pool is closed");
    }
    PoolWorker taker = mayWork() ? free.pollFirst() : null;
    if (taker != null) {
      Runnable more = fill();
      return () -> {
        taker.work(job);
        more.run();
      };
    }
    if (queue.size() >= options.settings().queue) {
      throw new RejectedExecutionException(
          "As many tasks wait for a JVM as may: " + options.settings().queue);
    }
    queue.add(job);
    return fill();
  }

  /// Gives who is free the next job, or lets it go, or lets it wait.
  private Runnable employ(PoolWorker worker) {
    if (!workers.contains(worker)) {
      return NOTHING;
    }
    if (worker.jobs() >= options.settings().mostTasks()) {
      workers.remove(worker);
      Runnable more = closing ? releaseIfClosing() : fill();
      return () -> {
        worker.dismiss();
        more.run();
      };
    }
    free.addFirst(worker);
    PoolJob<?> next = mayWork() ? queue.pollFirst() : null;
    if (next != null) {
      PoolWorker taker = free.removeFirst();
      return () -> taker.work(next);
    }
    watchIdle();
    return closing ? releaseIfClosing() : NOTHING;
  }

  private boolean mayWork() {
    return workers.size() - free.size() < options.settings().workers;
  }

  /// Brings up as many as are needed and may be there.
  private Runnable fill() {
    int working = workers.size() - free.size();
    int most =
        options.settings().workers
            + (options.settings().freshPerTask ? options.settings().sparesOrDefault() : 0);
    int spares = closing ? 0 : options.settings().sparesOrDefault();
    int wanted = Math.min(most, working + queue.size() + spares);
    int missing = stopped ? 0 : wanted - workers.size() - comingUp;
    if (missing <= 0) {
      return NOTHING;
    }
    comingUp += missing;
    return () -> {
      for (int i = 0; i < missing; i++) {
        start();
      }
    };
  }

  private void start() {
    CompletableFuture<RunningJvm> start = launcher.get();
    change(
        () -> {
          starts.add(start);
          return stopped ? () -> start.cancel(true) : NOTHING;
        });
    start.whenComplete(
        (jvm, failure) ->
            change(
                () -> {
                  starts.remove(start);
                  comingUp--;
                  return failure == null
                      ? welcome(new PoolWorker(jvm, options, time, this))
                      : notStarted(ProcessException.unwrapped(failure));
                }));
  }

  private Runnable welcome(PoolWorker worker) {
    failedStarts = 0;
    workers.add(worker);
    Runnable first = stopped ? () -> worker.stop(StopPlan.immediate()) : employ(worker);
    return () -> {
      worker.begin();
      first.run();
    };
  }

  /// A start may fail by chance; one that fails again and again fails those who wait for it.
  private Runnable notStarted(Throwable failure) {
    failedStarts++;
    boolean inVain = failure instanceof LaunchException refusal && refusal.isPermanent();
    if (closing && queue.isEmpty()) {
      return releaseIfClosing();
    }
    if (!inVain && failedStarts < MOST_FAILED_STARTS) {
      Duration pause = AFTER_FAILED_START.multipliedBy(failedStarts);
      return () -> time.after(pause, () -> change(this::fill));
    }
    failedStarts = 0;
    List<PoolJob<?>> waiting = List.copyOf(queue);
    queue.clear();
    Runnable rest = releaseIfClosing();
    return () -> {
      waiting.forEach(job -> job.failed(failure));
      rest.run();
    };
  }

  /// In the end nobody is needed who is free.
  private Runnable releaseIfClosing() {
    if (!closing || !queue.isEmpty()) {
      return NOTHING;
    }
    List<PoolWorker> idle = List.copyOf(free);
    boolean over = workers.isEmpty() && comingUp == 0;
    return () -> {
      idle.forEach(PoolWorker::dismiss);
      if (over) {
        gone.complete(null);
      }
    };
  }

  /// One look at all of them serves, as long as anybody is free.
  private void watchIdle() {
    if (!watchesIdle && !closing) {
      watchesIdle = true;
      time.after(options.settings().idleTimeout, () -> change(this::dismissIdle));
    }
  }

  private Runnable dismissIdle() {
    watchesIdle = false;
    long now = time.nanoTime();
    long longest = options.settings().idleTimeout.toNanos();
    var idle = new ArrayList<PoolWorker>();
    while (free.size() > options.settings().sparesOrDefault()
        && now - free.getLast().freeSince() >= longest) {
      PoolWorker last = free.removeLast();
      workers.remove(last);
      idle.add(last);
    }
    if (free.size() > options.settings().sparesOrDefault()) {
      watchIdle();
    }
    return () -> idle.forEach(PoolWorker::dismiss);
  }
}
