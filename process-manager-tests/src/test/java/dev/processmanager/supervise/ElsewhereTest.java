package dev.processmanager.supervise;

import static dev.processmanager.process.ProcessState.STOPPING;
import static dev.processmanager.supervise.Village.get;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Ending;
import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entries;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a host may do with a process that another one looks after.
@Timeout(60)
class ElsewhereTest {

  private static final Entry RUNNING = Entries.entry("job", ProcessState.RUNNING);
  private static final Entry.Key JOB = RUNNING.key();
  private static final Fingerprint PROCESS =
      RUNNING.run().flatMap(Entry.Run::process).orElseThrow();

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final FakeMachine machine = new FakeMachine("owner");
  private final FakeLauncher launcher = new FakeLauncher(ProcessKind.CLI_COMMAND);
  private final List<Supervision> hosts = new ArrayList<>();
  private Registry registry;

  private record Context(String id, int generation, ManualTime time) implements LaunchContext {}

  @BeforeEach
  void open() {
    registry = Registry.file(directory.resolve("processes.json"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void whoWaitsForSomebodyElsesProcessHearsOfItsEnd() {
    Supervision owner = host(machine);
    Supervision other = host(machine.with("other"));
    start(owner);
    CompletableFuture<ProcessResult> result = other.result(JOB);
    await().until(() -> time.pendingTimers() > 1);
    for (int i = 0; i < 20; i++) {
      time.advance(RegistryWatch.RHYTHM);
    }
    assertThat(result).isNotDone();
    launcher.lastRun().exits(7);
    tickUntil(result::isDone);
    assertThat(get(result).exit()).isEqualTo(new Exit.Exited(7));
    assertThat(get(result).ending()).isEqualTo(Ending.EXITED);
  }

  @Test
  void whoWaitsForWhomSomebodyForgetsHearsOfThat() {
    start(host(machine));
    CompletableFuture<ProcessResult> result = host(machine.with("other")).result(JOB);
    await().until(() -> time.pendingTimers() > 1);
    get(registry.apply(new Patch.Remove(JOB)));
    tickUntil(result::isDone);
    assertThatThrownBy(() -> get(result)).isInstanceOf(UnknownIdException.class);
  }

  @Test
  void whoWaitsAtAHostThatClosesHearsOfThat() {
    start(host(machine));
    Supervision other = host(machine.with("other"));
    CompletableFuture<ProcessResult> result = other.result(JOB);
    await().until(() -> time.pendingTimers() > 1);
    other.close();
    tickUntil(result::isDone);
    assertThatThrownBy(() -> get(result)).hasMessageContaining("The manager is closed");
  }

  @Test
  void somebodyElsesProcessIsSignalledAndStaysTheirs() {
    FakeRun run = recorded();
    Supervision other = host(machine.with("other"));
    assertThat(get(other.signal(JOB, Signal.HUP))).isTrue();
    assertThat(run.signals()).containsExactly(Signal.HUP);
    assertThat(other.all()).isEmpty();
    assertThat(registry.find(JOB).orElseThrow().lease().holder()).contains(machine.host());
  }

  @Test
  void whoIsNotProvenToBeTheRecordedOneIsNotSignalled() {
    FakeRun run = recorded();
    Supervision other = host(machine.with("other"));
    for (Verdict verdict : new Verdict[] {Verdict.UNKNOWN, Verdict.REUSED, Verdict.DEAD}) {
      machine.is(PROCESS, verdict);
      assertThat(get(other.signal(JOB, Signal.HUP))).as("%s", verdict).isFalse();
    }
    assertThat(run.signals()).isEmpty();
  }

  @Test
  void theWishIsWrittenBeforeSomebodyElsesProcessIsStopped() {
    FakeRun run = recorded();
    var desired = new AtomicReference<Entry.Desired>();
    Supervision other =
        host(
            new Machines(machine.with("other")) {
              @Override
              public CompletableFuture<Execution> adopt(
                  Entry entry, Fingerprint process, LaunchContext context) {
                desired.set(registry.find(JOB).orElseThrow().desired());
                return super.adopt(entry, process, context);
              }
            });
    assertThat(get(other.stop(JOB, Optional.empty())).complete()).isTrue();
    assertThat(run.stops()).hasSize(1);
    assertThat(desired).hasValue(Entry.Desired.STOPPED);
  }

  /// As its new owner, this host hears of the wish that it has written itself.
  @Test
  void whoIsStoppedWhileHeIsBeingAdoptedIsStopped() {
    FakeRun run = recorded();
    machine.dies();
    Supervision next = host(new AdoptsLate());
    assertThat(get(next.stop(JOB, Optional.empty())).complete()).isTrue();
    assertThat(run.stops()).hasSize(1);
    await()
        .atMost(10, SECONDS)
        .until(() -> registry.find(JOB).orElseThrow().progress().state() == ProcessState.STOPPED);
  }

  /// Adopts nobody before its host has looked at the registry again.
  private final class AdoptsLate extends Machines {

    private AdoptsLate() {
      super(machine.with("next"));
    }

    @Override
    public CompletableFuture<Execution> adopt(
        Entry entry, Fingerprint process, LaunchContext context) {
      tickUntil(() -> hosts.getLast().find(JOB).orElseThrow().status().state() == STOPPING);
      machine.is(process, Verdict.DEAD);
      return super.adopt(entry, process, context);
    }
  }

  /// It would be taken for its own otherwise, which it stopped long ago.
  @Test
  void whoRestsHereAndRunsElsewhereIsToldAboutAndStoppedThere() {
    Supervision first = host(machine);
    Supervision second = host(machine.with("second"));
    get(start(first).stop());
    await().until(() -> registry.find(JOB).orElseThrow().lease().holder().isEmpty());
    ManagedProcess theirs = start(second);
    assertThat(get(first.status(JOB)).state()).isEqualTo(ProcessState.RUNNING);
    assertThat(get(first.status(JOB)).generation()).isEqualTo(2);
    assertThat(get(first.statuses())).extracting(ProcessStatus::generation).containsExactly(2);
    assertThat(get(first.handle(JOB))).as("for its owner alone").isEmpty();
    CompletableFuture<ProcessResult> result = first.result(JOB);
    var stopped = first.stop(JOB, Optional.empty());
    tickUntil(() -> stopped.isDone() && result.isDone());
    assertThat(theirs.status().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(launcher.lastRun().stops()).hasSize(1);
    assertThat(launcher.runs()).hasSize(2);
  }

  /// One that its owner, who lives, has launched, and that this machine knows.
  private FakeRun recorded() {
    var former = new FakeLauncher(ProcessKind.CLI_COMMAND);
    FakeRun run = (FakeRun) get(former.launch(new Context("job", 3, time)));
    machine.runs(PROCESS, run);
    get(registry.apply(new Patch.Put(RUNNING)));
    get(registry.apply(new Patch.Claim(JOB, machine.host(), 0)));
    return run;
  }

  private Supervision host(Machine on) {
    var host = new Supervision(time, registry, on, UnaryOperator.identity(), _ -> {});
    hosts.add(host);
    return host;
  }

  private ManagedProcess start(Supervision supervision) {
    ProcessSpec spec =
        ProcessSpec.of(launcher).id("job").restart(RestartPolicy.onFailure().atMost(0));
    return get(supervision.register(spec).started());
  }

  private void tickUntil(BooleanSupplier soFar) {
    await()
        .atMost(10, SECONDS)
        .until(
            () -> {
              time.advance(ofMillis(500));
              return soFar.getAsBoolean();
            });
  }
}
