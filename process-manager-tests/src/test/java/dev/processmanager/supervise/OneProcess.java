package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.registry.SessionEntry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// The whole of supervision over fake runs of one launcher and manual time.
abstract class OneProcess {

  static final Backoff ONE_SECOND = Backoff.fixed(ofSeconds(1));

  final ManualTime time = new ManualTime();
  final FakeLauncher launcher = new FakeLauncher();
  final Registry registry = Registry.inMemory();
  final Supervision supervision = new Supervision(time, registry, UnaryOperator.identity());

  ProcessSpec spec(String id) {
    return ProcessSpec.of(launcher).id(id);
  }

  ManagedProcess start(ProcessSpec spec) throws Exception {
    return launch(supervision, spec).get(10, SECONDS);
  }

  static CompletableFuture<ManagedProcess> launch(Supervision supervision, ProcessSpec spec) {
    try {
      return supervision.register(spec).started();
    } catch (DuplicateIdException taken) {
      return CompletableFuture.failedFuture(taken);
    }
  }

  ManagedProcess find(String id) {
    return supervision.find(new Entry.Key(Scope.global(), id)).orElseThrow();
  }

  /// The state is visible before its timer is set.
  void awaitState(String id, ProcessState state) {
    await()
        .atMost(10, SECONDS)
        .pollInterval(ofMillis(2))
        .until(
            () ->
                find(id).status().state() == state
                    && (state != ProcessState.BACKOFF || time.pendingTimers() > 0));
  }

  void awaitRuns(int runs) {
    await()
        .atMost(10, SECONDS)
        .pollInterval(ofMillis(2))
        .until(() -> launcher.runs().size() == runs);
  }

  void awaitTimers(int timers) {
    await().atMost(10, SECONDS).until(() -> time.pendingTimers() >= timers);
  }

  void awaitRunning(FakeRun run) {
    await().until(() -> run.isAlive() && time.pendingTimers() > 0);
  }

  /// Says of everything that it is written when a future says so.
  record FakeRegistry(CompletableFuture<Void> written) implements Registry {
    @Override
    public List<Entry> entries() {
      return List.of();
    }

    @Override
    public List<SessionEntry> sessions() {
      return List.of();
    }

    @Override
    public CompletableFuture<Void> synced() {
      return written;
    }

    @Override
    public CompletableFuture<Void> apply(Patch patch) {
      return written;
    }

    @Override
    public void close() {}
  }
}
