package dev.processmanager.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one file for all of this JVM, on one thread that nobody can interrupt. It takes all
/// changes that wait and writes them at once, so that many changes cost one replacement. What
/// cannot be written is tried again, with later changes and by itself.
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.registry");
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration UNSYNCED = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  private final Housekeeper housekeeper = new Housekeeper();
  private final Store store;
  private final Syncer syncer;
  private final List<Change> waiting = new ArrayList<>();
  private final AtomicBoolean rewrite = new AtomicBoolean();
  private final AtomicBoolean syncDue = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("process-manager-registry").factory());
  private volatile Late late = Late.NONE;
  private Optional<RegistryException> problem = Optional.empty();
  private Duration pause = FIRST_RETRY;
  private boolean retrying;

  Writer(Site site, Duration patience, Consumer<RegistryDamage> damages) {
    this.store = new Store(site, patience, damages, housekeeper::dispose);
    this.syncer = new Syncer(store, housekeeper, this::writeAgain);
    thread.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// The file as it is at this moment, and what is still to be written.
  Document read() {
    Late unwritten = late;
    return unwritten.appliedTo(store.read());
  }

  CompletableFuture<Void> apply(Patch patch) {
    var change = new Change(patch);
    synchronized (waiting) {
      waiting.add(change);
      if (waiting.size() == 1) {
        thread.execute(this::write);
      }
    }
    return change.written();
  }

  CompletableFuture<Void> synced() {
    return written().thenCompose(_ -> syncer.request());
  }

  /// Completes when everything is written that was to be.
  CompletableFuture<Void> written() {
    var done = new CompletableFuture<Void>();
    thread.execute(
        () -> {
          write();
          problem.ifPresentOrElse(
              failure -> done.completeExceptionally(failure), () -> done.complete(null));
        });
    return done.copy();
  }

  private void write() {
    var batch = new ArrayList<Change>();
    try {
      if (isAnythingToDo()) {
        boolean structural = store.commit(() -> drainedTo(batch), rewrite.getAndSet(false));
        succeeded(batch, structural);
      }
    } catch (IOException | RuntimeException | Error failure) {
      failed(drainedTo(batch), failure);
    }
  }

  private boolean isAnythingToDo() {
    synchronized (waiting) {
      return rewrite.get() || !waiting.isEmpty() || !late.changes().isEmpty();
    }
  }

  private List<Change> drainedTo(List<Change> batch) {
    if (batch.isEmpty()) {
      batch.addAll(late.changes());
    }
    synchronized (waiting) {
      batch.addAll(waiting);
      waiting.clear();
    }
    return batch;
  }

  private void succeeded(List<Change> batch, boolean structural) {
    if (problem.isPresent()) {
      LOG.info("The registry {} is written again", store.file());
    }
    problem = Optional.empty();
    pause = FIRST_RETRY;
    late = Late.NONE;
    batch.forEach(Change::end);
    if (structural) {
      syncer.request();
    } else if (!syncDue.getAndSet(true)) {
      after(UNSYNCED, this::syncSoon);
    }
  }

  private void syncSoon() {
    syncDue.set(false);
    syncer.request();
  }

  private void failed(List<Change> batch, Throwable failure) {
    RegistryException told =
        failure instanceof RegistryException known
            ? known
            : new RegistryException(
                "Cannot write the registry " + store.file() + ": " + failure, failure);
    if (problem.isEmpty()) {
      LOG.error("The registry is not written until this is mended", told);
    }
    problem = Optional.of(told);
    late = told instanceof RegistryVersionException ? Late.NONE : Late.of(batch);
    batch.forEach(change -> change.fail(told));
    if (!retrying && !late.changes().isEmpty()) {
      retrying = true;
      after(pause, this::retry);
      pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
    }
  }

  private void retry() {
    retrying = false;
    write();
  }

  private void writeAgain() {
    rewrite.set(true);
    after(FIRST_RETRY, this::write);
  }

  private void after(Duration delay, Runnable task) {
    if (!thread.isShutdown()) {
      thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /// To be called after [#written()], when nobody makes changes any more.
  ///
  /// Writes what is left, and ends.
  ///
  /// @return whether it has ended within the limit
  boolean close(Duration limit) throws InterruptedException {
    thread.execute(this::end);
    thread.shutdown();
    boolean ended = thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    housekeeper.close(limit);
    return ended;
  }

  private void end() {
    if (!late.changes().isEmpty()) {
      LOG.error("{} changes of the registry {} are lost", late.changes().size(), store.file());
    }
    try {
      store.close();
    } catch (IOException leftOpen) {
      LOG.warn("The lock of the registry {} is left open", store.file(), leftOpen);
    }
  }
}
