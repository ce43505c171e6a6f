package dev.processmanager.supervise;

import static dev.processmanager.supervise.Village.get;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopReport;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A survivor that is found while somebody changes his mind, or that cannot be adopted at once.
@Timeout(60)
class InheritanceTest {

  private static final Entry.Key JOB = new Entry.Key(Scope.global(), "job");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Fingerprint SURVIVOR = FakeMachine.person("survivor");

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher(ProcessKind.CLI_COMMAND);
  private final FakeLauncher former = new FakeLauncher(ProcessKind.CLI_COMMAND);
  private final FakeMachine machine = new FakeMachine("me");
  private final CountDownLatch seen = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private Registry registry;
  private FakeRun survivor;

  private record Context(String id, int generation, ManualTime time) implements LaunchContext {}

  @BeforeEach
  void rememberASurvivor() {
    registry = Registry.file(directory.resolve("processes.json"));
    survivor = (FakeRun) get(former.launch(new Context("job", 3, time)));
    machine.runs(SURVIVOR, survivor);
    get(
        registry.apply(
            new Patch.Put(
                new Entry(
                    JOB,
                    new Entry.About(
                        ProcessKind.CLI_COMMAND,
                        "sleep",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Map.of(),
                        NOW),
                    new Entry.Progress(
                        ProcessState.RUNNING,
                        3,
                        2,
                        1,
                        List.of(),
                        Optional.empty(),
                        Optional.of(NOW),
                        NOW),
                    Optional.of(new Entry.Run("MARK=run", Optional.of(SURVIVOR), Optional.empty())),
                    new Entry.Lease(Optional.of(FakeMachine.person("dead")), 7),
                    Entry.Desired.RUNNING))));
  }

  @AfterEach
  void close() {
    go.countDown();
    registry.close();
  }

  @Test
  void aSurvivorIsAdoptedByAStart() {
    ManagedProcess job = get(start(supervision(machine)));
    assertThat(launcher.runs()).isEmpty();
    assertThat(job.status().generation()).isEqualTo(3);
    assertThat(job.status().restarts()).isEqualTo(2);
    assertThat(job.status().startedAt()).contains(NOW);
  }

  @Test
  void aStopDuringTheLookStopsTheSurvivor() throws Exception {
    Supervision supervision = supervision(slow());
    start(supervision);
    assertThat(seen.await(10, SECONDS)).isTrue();
    CompletableFuture<StopReport> stopped = supervision.find(JOB).orElseThrow().stop();
    await().until(() -> state(supervision) == ProcessState.STOPPING);
    go.countDown();
    get(stopped);
    assertThat(survivor.stops()).hasSize(1);
    assertThat(state(supervision)).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void theEndOfAManagerDuringTheLookLeavesTheSurvivor() throws Exception {
    Supervision supervision = supervision(slow());
    start(supervision);
    assertThat(seen.await(10, SECONDS)).isTrue();
    List<CompletableFuture<StopReport>> ends = supervision.close();
    ends.forEach(Village::get);
    go.countDown();
    await().during(ofMillis(60)).until(() -> survivor.stops().isEmpty());
    get(registry.synced());
    Entry entry = registry.find(JOB).orElseThrow();
    assertThat(entry.run().flatMap(Entry.Run::process)).contains(SURVIVOR);
    assertThat(entry.progress().state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void aFailedAdoptionForgetsNobodyAndIsTriedAgain() {
    var tries = new AtomicInteger();
    Supervision supervision =
        supervision(
            new Machines(machine) {
              @Override
              public CompletableFuture<Execution> adopt(
                  Entry entry, Fingerprint process, LaunchContext context) {
                return tries.incrementAndGet() < 3
                    ? CompletableFuture.failedFuture(
                        new LaunchException("job", false, "cannot tell now", null))
                    : super.adopt(entry, process, context);
              }
            });
    CompletableFuture<ManagedProcess> started = start(supervision);
    await()
        .atMost(10, SECONDS)
        .until(
            () -> {
              time.advance(ofMillis(100));
              return started.isDone();
            });
    assertThat(get(started).status().generation()).isEqualTo(3);
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void whoCannotBeToldInTheEndIsRefusedAndStaysKnown() {
    Supervision supervision =
        supervision(
            new Machines(machine) {
              @Override
              public CompletableFuture<Execution> adopt(
                  Entry entry, Fingerprint process, LaunchContext context) {
                return CompletableFuture.failedFuture(
                    new LaunchException("job", false, "cannot tell", null));
              }
            });
    CompletableFuture<ManagedProcess> started = start(supervision);
    await()
        .atMost(10, SECONDS)
        .until(
            () -> {
              time.advance(ofMillis(100));
              return started.isDone();
            });
    assertThatThrownBy(() -> get(started)).hasMessage("job cannot be adopted: cannot tell");
    assertThat(launcher.runs()).isEmpty();
    assertThat(registry.find(JOB).orElseThrow().run().flatMap(Entry.Run::process))
        .contains(SURVIVOR);
  }

  @Test
  void aMachineThatFailsFailsTheStart() {
    Supervision supervision =
        supervision(
            new Machines(machine) {
              @Override
              public Optional<Path> exitFile(Entry.Key key) {
                throw new IllegalStateException("no place");
              }
            });
    ProcessSpec other = ProcessSpec.of(launcher).id("other").detached();
    assertThatThrownBy(() -> get(supervision.register(other).started()))
        .hasMessageContaining("no place");
    assertThat(get(supervision.stop(other.key(), Optional.empty())).complete()).isTrue();
  }

  private Machine slow() {
    return new Machines(machine) {
      @Override
      public Verdict verdict(Fingerprint recorded) {
        if (recorded.equals(SURVIVOR)) {
          seen.countDown();
          try {
            go.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        }
        return super.verdict(recorded);
      }
    };
  }

  private Supervision supervision(Machine on) {
    return new Supervision(time, registry, on, UnaryOperator.identity(), _ -> {});
  }

  private CompletableFuture<ManagedProcess> start(Supervision supervision) {
    return supervision
        .register(ProcessSpec.of(launcher).id("job").restart(RestartPolicy.onFailure()).detached())
        .started();
  }

  private static ProcessState state(Supervision supervision) {
    return supervision.find(JOB).orElseThrow().status().state();
  }
}
