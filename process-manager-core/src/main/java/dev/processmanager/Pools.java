package dev.processmanager;

import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.time.TimeSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// The pools of one manager, which end with it.
final class Pools {

  private record Context(String id, TimeSource time) implements LaunchContext {

    @Override
    public int generation() {
      return 1;
    }
  }

  private final TimeSource time;
  private final UnaryOperator<LaunchContext> contexts;
  private final AtomicLong numbers = new AtomicLong();
  private final Set<JvmPool> open = ConcurrentHashMap.newKeySet();

  Pools(TimeSource time, UnaryOperator<LaunchContext> contexts) {
    this.time = time;
    this.contexts = contexts;
  }

  JvmPool open(JvmOptions options) {
    JvmPool pool =
        JvmPool.open(
            options,
            () -> contexts.apply(new Context("jvm-worker-" + numbers.incrementAndGet(), time)));
    open.add(pool);
    pool.closed().thenRun(() -> open.remove(pool));
    return pool;
  }

  boolean haveRun() {
    return numbers.get() > 0;
  }

  /// Asks each JVM as its pool says.
  List<CompletableFuture<StopReport>> stopAll() {
    return open.stream().flatMap(pool -> pool.stop().stream()).toList();
  }

  void stopAllNow() {
    open.forEach(pool -> pool.stop(StopPlan.immediate()));
  }
}
