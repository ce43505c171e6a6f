package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Several fake processes that know each other, in manual time.
final class Village {

  final ManualTime time = new ManualTime();
  final List<ProcessEvent> events = new CopyOnWriteArrayList<>();
  final Supervision supervision =
      new Supervision(
          time, Registry.inMemory(), new Alone(), UnaryOperator.identity(), events::add);
  private final Map<String, FakeLauncher> launchers = new ConcurrentHashMap<>();

  FakeLauncher launcher(String id) {
    return launchers.computeIfAbsent(id, _ -> new FakeLauncher());
  }

  ProcessSpec spec(String id) {
    return ProcessSpec.of(launcher(id)).id(id);
  }

  FakeRun run(String id) {
    return launcher(id).lastRun();
  }

  int launches(String id) {
    return launcher(id).runs().size();
  }

  CompletableFuture<ManagedProcess> launch(ProcessSpec spec) {
    return supervision.register(spec).started();
  }

  ManagedProcess start(ProcessSpec spec) {
    return get(launch(spec));
  }

  /// All of them, in the order of the arguments.
  List<CompletableFuture<ManagedProcess>> launchAll(ProcessSpec... specs) {
    return supervision.registerAll(List.of(specs)).stream()
        .map(Supervision.Registered::started)
        .toList();
  }

  void startAll(ProcessSpec... specs) {
    launchAll(specs).forEach(Village::get);
  }

  ManagedProcess find(String id) {
    return supervision.find(new Entry.Key(Scope.global(), id)).orElseThrow();
  }

  ProcessState state(String id) {
    return find(id).status().state();
  }

  /// The state is visible before its timer is set.
  void awaitState(String id, ProcessState state) {
    await()
        .alias(id + " is " + state)
        .atMost(10, SECONDS)
        .pollInterval(ofMillis(2))
        .until(() -> state(id) == state);
    if (state == ProcessState.BACKOFF) {
      await().atMost(10, SECONDS).until(() -> time.pendingTimers() > 0);
    }
  }

  /// Lets a second pass again and again until it is so: who is about to set a timer may still have
  /// to do that.
  void tickUntil(BooleanSupplier soFar) {
    await()
        .atMost(10, SECONDS)
        .pollInterval(ofMillis(2))
        .until(
            () -> {
              time.advance(ofSeconds(1));
              return soFar.getAsBoolean();
            });
  }

  void tickUntil(String id, Health health) {
    tickUntil(() -> find(id).status().health() == health);
  }

  void awaitLaunches(String id, int launches) {
    await().atMost(10, SECONDS).pollInterval(ofMillis(2)).until(() -> launches(id) == launches);
    awaitState(id, ProcessState.RUNNING);
  }

  /// It is so, and nobody does anything about it.
  void staysIn(String id, ProcessState state) {
    await().during(ofMillis(60)).atMost(10, SECONDS).until(() -> state(id) == state);
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(10, SECONDS);
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case ProcessException refused -> throw refused;
        default -> throw new AssertionError(failure.getCause());
      }
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }
}
