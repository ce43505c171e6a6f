package dev.processmanager;

import dev.processmanager.os.Spawner;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.Supervision;
import dev.processmanager.time.TimeSource;
import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of a manager, by itself or together with its JVM. There is one exit hook a manager.
final class Shutdown {

  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager");
  private static final Duration AFTER_FORCE = Duration.ofSeconds(10);

  private final Supervision supervision;
  private final OneShots oneShots;
  private final Registry registry;
  private final Spawner engine;
  private final TimeSource time;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<StopReport> done = new CompletableFuture<>();
  private final Thread exitHook =
      Thread.ofPlatform().name("process-manager-exit").unstarted(() -> begin(DEFAULT_LIMIT).join());

  Shutdown(
      Supervision supervision,
      OneShots oneShots,
      Registry registry,
      Spawner engine,
      TimeSource time) {
    this.supervision = supervision;
    this.oneShots = oneShots;
    this.registry = registry;
    this.engine = engine;
    this.time = time;
    Runtime.getRuntime().addShutdownHook(exitHook);
  }

  void refuseIfBegun() {
    if (begun.get()) {
      throw new IllegalStateException("This process manager is closed");
    }
  }

  CompletableFuture<StopReport> begin(Duration limit) {
    if (begun.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> run(limit));
    }
    return done.copy();
  }

  private void run(Duration limit) {
    List<CompletableFuture<StopReport>> stops =
        Stream.concat(
                supervision.all().stream().map(ManagedProcess::stop), oneShots.stopAll().stream())
            .toList();
    Timer impatience = time.after(limit, this::force);
    long bound = TimeUnit.NANOSECONDS.convert(limit.plus(AFTER_FORCE));
    CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new))
        .orTimeout(bound, TimeUnit.NANOSECONDS)
        .handle((_, _) -> Reports.soFar(stops))
        .thenAccept(
            report -> {
              impatience.cancel();
              release();
              done.complete(report);
            });
  }

  private void force() {
    supervision.all().forEach(ManagedProcess::stopNow);
    oneShots.stopAllNow();
  }

  private void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException theJvmIsEnding) {
      LOG.trace("The exit hook is running", theJvmIsEnding);
    }
    engine.close();
    try {
      registry.close();
    } catch (RegistryException failure) {
      LOG.warn("The registry could not be closed", failure);
    }
  }
}
