package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An engine whose children end with this JVM, however that ends: the first of them waits until
/// there is a [Guardian]. Where there can be none, or none stays, children are started all the
/// same, and the log says what is weaker.
final class GuardedSpawner implements Spawner {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.os");
  private static final String WEAKER =
      "Processes of this manager would live on if this JVM were killed: {}";

  /// Most children have ended by then, and many that have not are told about at once.
  private static final Duration TELL_AFTER = Duration.ofMillis(20);

  /// One that ends sooner may do so for a reason that lasts.
  private static final Duration FULL_LIFE = Duration.ofSeconds(1);

  private static final int MOST_EARLY_ENDS = 5;
  private static final long END_LIMIT_MILLIS = 500;

  private final Spawner engine;
  private final String mark;
  private final Set<Identity.OfProcess> children = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean willTell = new AtomicBoolean();

  /// Guards what follows.
  private final ReentrantLock lock = new ReentrantLock();

  /// None before the first child; completes with none where there is none.
  private volatile @Nullable CompletableFuture<Optional<Guardian>> guardian;

  private int earlyEnds;
  private boolean closed;

  /// @param mark the variable that all children are given
  GuardedSpawner(Spawner engine, String mark) {
    this.engine = engine;
    this.mark = mark;
  }

  @Override
  public CompletableFuture<Child> spawn(SpawnRequest request) {
    CompletableFuture<Optional<Guardian>> present = guardian();
    return present.isDone() ? start(request) : present.thenCompose(_ -> start(request));
  }

  @Override
  public Tools tools() {
    return engine.tools();
  }

  @Override
  public boolean hasChannels() {
    return engine.hasChannels();
  }

  @Override
  public Signaller signaller() {
    return engine.signaller();
  }

  @Override
  public Fingerprints fingerprints() {
    return engine.fingerprints();
  }

  @Override
  public AdoptedChild adopt(Fingerprint recorded, Traces traces, boolean told) {
    return engine.adopt(recorded, traces, told);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    CompletableFuture<Optional<Guardian>> last = guardian;
    if (last != null) {
      end(last);
    }
    engine.close();
  }

  private static void end(CompletableFuture<Optional<Guardian>> last) {
    try {
      last.thenCompose(
              present ->
                  present.isPresent()
                      ? present.get().end()
                      : CompletableFuture.completedFuture(null))
          .get(END_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException stillThere) {
      LOG.debug("The guardian has not ended yet", stillThere);
    }
  }

  private CompletableFuture<Child> start(SpawnRequest request) {
    return engine
        .spawn(request)
        .thenApply(
            child -> {
              watch(child);
              return child;
            });
  }

  private void watch(Child child) {
    Identity.OfProcess identity = child.identity();
    if (identity.startTicks() >= 0) {
      children.add(identity);
      child.exit().thenRun(() -> children.remove(identity));
      tellSoon();
    }
  }

  private void tellSoon() {
    if (willTell.compareAndSet(false, true)) {
      TimeSource.system().after(TELL_AFTER, this::tell);
    }
  }

  private void tell() {
    willTell.set(false);
    CompletableFuture<Optional<Guardian>> present = guardian;
    if (present == null || children.isEmpty()) {
      return;
    }
    present.thenAccept(
        who -> {
          if (who.isPresent() && !who.get().tell(children)) {
            tellSoon();
          }
        });
  }

  private CompletableFuture<Optional<Guardian>> guardian() {
    CompletableFuture<Optional<Guardian>> present = guardian;
    if (present != null) {
      return present;
    }
    lock.lock();
    try {
      return Optional.ofNullable(guardian).orElseGet(this::replace);
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Optional<Guardian>> replace() {
    lock.lock();
    try {
      CompletableFuture<Optional<Guardian>> next =
          closed ? CompletableFuture.completedFuture(Optional.empty()) : begin();
      guardian = next;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Optional<Guardian>> begin() {
    Optional<String> obstacle = Guardian.obstacle(engine.tools());
    if (obstacle.isPresent()) {
      LOG.info(WEAKER, obstacle.get());
      return CompletableFuture.completedFuture(Optional.empty());
    }
    long begin = System.nanoTime();
    return Guardian.start(mark, engine)
        .handle(
            (started, failure) -> {
              if (failure != null) {
                lost(String.valueOf(failure.getMessage()), begin);
                return Optional.empty();
              }
              started.gone().thenAccept(how -> lost(how.describe(), begin));
              tellSoon();
              return Optional.of(started);
            });
  }

  /// Another takes its place at once, or later if that has happened too often.
  private void lost(String why, long begin) {
    int again;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      boolean early = System.nanoTime() - begin < FULL_LIFE.toNanos();
      earlyEnds = early ? earlyEnds + 1 : 0;
      again = earlyEnds;
    } finally {
      lock.unlock();
    }
    if (again > MOST_EARLY_ENDS) {
      LOG.warn(WEAKER, "their guardian ends again and again: " + why);
      return;
    }
    LOG.warn("The guardian of this manager's processes has ended, another follows: {}", why);
    TimeSource.system().after(FULL_LIFE.multipliedBy(again), this::replace);
  }
}
