package dev.processmanager.supervise;

import static dev.processmanager.supervise.Village.get;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.RegistryException;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two hosts, one registry: who may do what, in manual time.
@Timeout(60)
class LeaseTest {

  private static final Entry.Key JOB = new Entry.Key(Scope.global(), "job");
  private static final RestartPolicy AGAIN =
      RestartPolicy.always().backoff(Backoff.fixed(ofSeconds(1)));

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final FakeLauncher other = new FakeLauncher();
  private final FakeMachine machine = new FakeMachine("first");
  private Registry registry;
  private Supervision first;
  private Supervision second;

  private void open() {
    registry = Registry.file(directory.resolve("processes.json"));
    first = new Supervision(time, registry, machine, UnaryOperator.identity(), _ -> {});
    second =
        new Supervision(time, registry, machine.with("second"), UnaryOperator.identity(), _ -> {});
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void whoIsSupervisedHasOneOwner() {
    open();
    start(first, launcher);
    assertThatThrownBy(() -> start(second, other)).isInstanceOf(DuplicateIdException.class);
    assertThat(other.runs()).isEmpty();
    assertThat(second.find(JOB)).as("what is not its own is not known as its own").isEmpty();
    assertThat(get(second.status(JOB)).state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void whoWishesItToStopWinsOverItsRestarts() {
    open();
    start(first, launcher);
    get(registry.apply(new Patch.Desire(JOB, Entry.Desired.STOPPED)));
    launcher.lastRun().exits(1);
    tickUntil(() -> state(first) == ProcessState.STOPPED);
    assertThat(launcher.runs()).hasSize(1);
  }

  @Test
  void anOwnerNoticesAWishAndAnOperatorsStartEndsIt() {
    open();
    start(first, launcher);
    get(registry.apply(new Patch.Desire(JOB, Entry.Desired.STOPPED)));
    tickUntil(() -> state(first).isAtRest());
    assertThat(state(first)).isEqualTo(ProcessState.STOPPED);

    get(first.find(JOB).orElseThrow().start());
    time.advance(ofSeconds(2));
    await().during(ofMillis(50)).until(() -> state(first) == ProcessState.RUNNING);
    assertThat(entry().desired()).isEqualTo(Entry.Desired.RUNNING);
  }

  @Test
  void whoHasLostItLaunchesNothing() {
    open();
    start(first, launcher);
    launcher.lastRun().exits(1);
    await().until(() -> state(first) == ProcessState.BACKOFF);
    takeOver();
    tickUntil(() -> first.find(JOB).isEmpty());
    assertThat(launcher.runs()).hasSize(1);
    assertThat(entry().lease().holder()).contains(FakeMachine.person("second"));
  }

  @Test
  void whoHasLostItSignalsNobody() {
    open();
    ManagedProcess job = start(first, launcher);
    takeOver();
    assertThatThrownBy(() -> get(job.stop()))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("Another host looks after job");
    assertThat(launcher.lastRun().stops()).isEmpty();
    assertThat(get(job.signal(Signal.HUP))).isFalse();
  }

  @Test
  void whoHasLostItNoticesByItself() {
    open();
    start(first, launcher);
    takeOver();
    tickUntil(() -> first.find(JOB).isEmpty());
    assertThat(launcher.lastRun().stops()).isEmpty();
  }

  @Test
  void whoeverRestsIsForAnybodyToStart() {
    open();
    ManagedProcess job = start(first, launcher);
    get(job.stop());
    await().until(() -> entry().lease().holder().isEmpty());
    ManagedProcess theirs = start(second, other);
    assertThat(theirs.status().generation()).isEqualTo(2);
    assertThatThrownBy(() -> get(job.start())).isInstanceOf(DuplicateIdException.class);
    assertThat(launcher.runs()).hasSize(1);
  }

  @Test
  void whatADeadOwnerLeavesGoesOnWithItsCounters() {
    open();
    start(first, launcher);
    get(first.find(JOB).orElseThrow().restart());
    machine.dies();
    ManagedProcess job = start(second, other);
    assertThat(job.status().restarts()).isOne();
    assertThat(job.status().generation()).isEqualTo(3);
    assertThat(entry().lease().epoch()).isEqualTo(2);
  }

  @Test
  void anOwnerHearsThatItIsWellThoughTheClockOfAnotherIsBehind() {
    open();
    HealthCheck beats =
        HealthCheck.readiness(Probe.heartbeat(ofSeconds(60))).every(ofSeconds(1)).failures(1);
    ManagedProcess job =
        get(first.register(ProcessSpec.of(launcher).id("job").check(beats)).started());
    assertThat(job.refreshHealth()).isTrue();
    time.advance(ofSeconds(61));
    tickUntil(() -> job.status().health() == Health.UNHEALTHY);

    get(registry.apply(new Patch.Beat(JOB, 1, time.now().minusSeconds(3_600))));
    tickUntil(() -> job.status().health() == Health.HEALTHY);
  }

  @Test
  void whoeverIsForgottenDoesNotComeBack() {
    open();
    ManagedProcess job = start(first, launcher);
    get(registry.apply(new Patch.Remove(JOB)));
    get(job.stop());
    get(registry.synced());
    assertThat(registry.entries()).isEmpty();
  }

  @Test
  void aFailingLookAtTheRegistryFailsTheStart() {
    open();
    registry.close();
    ProcessSpec once = ProcessSpec.of(launcher).id("job");
    assertThatThrownBy(() -> get(first.register(once).started()))
        .isInstanceOf(RegistryException.class);
    assertThat(launcher.runs()).isEmpty();
  }

  private void takeOver() {
    get(
        registry.apply(
            new Patch.Claim(JOB, FakeMachine.person("second"), entry().lease().epoch())));
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

  private Entry entry() {
    return registry.find(JOB).orElseThrow();
  }

  private static ProcessState state(Supervision supervision) {
    return supervision.find(JOB).orElseThrow().status().state();
  }

  private static ManagedProcess start(Supervision supervision, FakeLauncher launcher) {
    return get(supervision.register(ProcessSpec.of(launcher).id("job").restart(AGAIN)).started());
  }
}
