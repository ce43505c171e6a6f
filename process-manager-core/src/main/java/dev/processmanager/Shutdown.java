package dev.processmanager;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.processmanager.os.Spawner;
import dev.processmanager.os.StopSequence;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Registry;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.Supervision;
import dev.processmanager.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of a manager, by itself or together with its JVM. There is one exit hook a manager, at
/// the most.
final class Shutdown {

  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager");
  private static final Duration AFTER_FORCE = Duration.ofSeconds(10);
  private static final Duration LAST_NEWS = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final StopPlan SWEEP =
      StopPlan.graceful(Duration.ofSeconds(2)).killWait(Duration.ofSeconds(2));

  private final Supervision supervision;
  private final OneShots oneShots;
  private final Pools pools;
  private final Registry registry;
  private final Spawner engine;
  private final String mark;
  private final TimeSource time;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Void> givenUp = new CompletableFuture<>();
  private final CompletableFuture<StopReport> done = new CompletableFuture<>();
  private final Thread exitHook =
      Thread.ofPlatform().name("process-manager-exit").unstarted(() -> begin(DEFAULT_LIMIT).join());

  /// @param mark the variable that everything has that this manager has started
  Shutdown(
      Supervision supervision,
      OneShots oneShots,
      Pools pools,
      Registry registry,
      Spawner engine,
      String mark,
      TimeSource time) {
    this.supervision = supervision;
    this.oneShots = oneShots;
    this.pools = pools;
    this.registry = registry;
    this.engine = engine;
    this.mark = mark;
    this.time = time;
    // So that what keeps deadlines, here and for virtual threads, has its thread before the system
    // may have none left: who is parked by a scheduler that cannot start is never woken.
    time.after(DEFAULT_LIMIT, () -> {}).cancel();
    Thread.startVirtualThread(() -> LockSupport.parkNanos(1));
  }

  /// The end of this JVM is the end of the manager, and waits for it.
  void beginOnExit() {
    Runtime.getRuntime().addShutdownHook(exitHook);
  }

  void refuseIfBegun() {
    if (begun.get()) {
      throw new IllegalStateException("This process manager is closed");
    }
  }

  /// Each call may make the end come sooner, never later.
  CompletableFuture<StopReport> begin(Duration limit) {
    Duration patience = limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
    var impatience = time.after(patience, this::force);
    var bound = time.after(patience.plus(AFTER_FORCE), () -> givenUp.complete(null));
    done.whenComplete(
        (_, _) -> {
          impatience.cancel();
          bound.cancel();
        });
    if (begun.compareAndSet(false, true)) {
      Thread.ofVirtual().name("process-manager-shutdown").start(this::run);
    }
    return done.copy();
  }

  private void run() {
    var stops = new ArrayList<CompletableFuture<StopReport>>();
    try {
      stops.addAll(supervision.close());
      stops.addAll(oneShots.stopAll());
      stops.addAll(pools.stopAll());
      var all = CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new));
      CompletableFuture.anyOf(all.exceptionally(_ -> null), givenUp).join();
    } finally {
      Thread.startVirtualThread(() -> finish(stops));
    }
  }

  private void finish(List<CompletableFuture<StopReport>> stops) {
    var reports = new ArrayList<StopReport>();
    try {
      reports.add(Reports.soFar(stops));
      reports.add(survivors());
      if (oneShots.haveRun() || pools.haveRun() || !supervision.all().isEmpty()) {
        reports.add(StopSequence.sweep("descendants", mark, engine, SWEEP));
      }
      release();
      tellTheEnd();
    } catch (RuntimeException | Error failure) {
      LOG.error("The end of this manager is not clean", failure);
    } finally {
      done.complete(Reports.withoutIdle(reports));
    }
  }

  /// A listener may be the one that closes, or may block.
  private void tellTheEnd() {
    supervision.told().completeOnTimeout(null, LAST_NEWS.toMillis(), MILLISECONDS).join();
  }

  /// Whoever is not at rest now was given up, but for those whose stop has named them itself.
  private StopReport survivors() {
    return StopReport.of(
        supervision.unfinished().stream()
            .map(ManagedProcess::status)
            .filter(status -> status.state() != ProcessState.UNKNOWN)
            .map(Reports::survivor)
            .toList());
  }

  private void force() {
    supervision.unfinished().forEach(ManagedProcess::stopNow);
    oneShots.stopAllNow();
    pools.stopAllNow();
  }

  private void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException theJvmIsEnding) {
      LOG.trace("The exit hook is running", theJvmIsEnding);
    }
    engine.close();
    registry.close();
  }
}
