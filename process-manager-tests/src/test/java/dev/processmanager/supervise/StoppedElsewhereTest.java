package dev.processmanager.supervise;

import static dev.processmanager.supervise.Village.get;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Ending;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Entry;
import dev.processmanager.registry.Patch;
import dev.processmanager.registry.Registry;
import dev.processmanager.registry.Scope;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How whoever has started a process tells of its end when others have stopped or removed it.
@Timeout(60)
class StoppedElsewhereTest {

  private static final Entry.Key JOB = new Entry.Key(Scope.global(), "job");

  @TempDir private Path directory;

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher(ProcessKind.CLI_COMMAND);
  private final List<ProcessEvent> events = new CopyOnWriteArrayList<>();
  private SlowRegistry registry;
  private Supervision starter;

  @BeforeEach
  void open() {
    registry = new SlowRegistry(Registry.file(directory.resolve("processes.json")));
    starter =
        new Supervision(
            time, registry, new FakeMachine("starter"), UnaryOperator.identity(), events::add);
  }

  @AfterEach
  void close() {
    registry.answers();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({"true, never", "false, never", "true, always", "false, onFailure"})
  void whomAnotherHostStopsHasNotFailed(boolean detached, String policy) {
    ManagedProcess job = start(detached, policy);
    wish(Entry.Desired.STOPPED);
    launcher.lastRun().dies(Signal.TERM);
    assertThat(get(job.result()).ending()).isEqualTo(Ending.STOPPED);
    assertThat(get(job.result()).success()).isFalse();
    assertThat(job.status().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(states()).containsExactly("STARTING", "RUNNING", "STOPPED");
    get(registry.synced());
    assertThat(registry.find(JOB).orElseThrow().progress().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(launcher.runs()).hasSize(1);
  }

  @Test
  void whoEndsInPeaceAfterAWishWasStoppedAllTheSame() {
    ManagedProcess job = start(true, "never");
    wish(Entry.Desired.STOPPED);
    launcher.lastRun().exits(0);
    assertThat(get(job.result()).success()).isFalse();
  }

  @Test
  void whoEndsByItselfFails() {
    ManagedProcess job = start(true, "never");
    launcher.lastRun().dies(Signal.TERM);
    assertThat(get(job.result()).ending()).isEqualTo(Ending.SIGNALLED);
    assertThat(job.status().state()).isEqualTo(ProcessState.FAILED);
  }

  @Test
  void aWishFromBeforeAStartDoesNotCount() {
    ManagedProcess job = start(true, "never");
    get(job.stop());
    assertThat(registry.find(JOB).orElseThrow().desired()).isEqualTo(Entry.Desired.STOPPED);
    get(job.start());
    launcher.lastRun().exits(1);
    get(job.result());
    assertThat(job.status().state()).isEqualTo(ProcessState.FAILED);
  }

  @Test
  void aRegistryThatDoesNotAnswerHoldsUpNoEnd() {
    ManagedProcess job = start(true, "never");
    registry.keepsSilent();
    launcher.lastRun().exits(3);
    await().until(registry::isAsked);
    await().during(ofMillis(60)).until(() -> !job.status().state().isAtRest());
    time.advance(Inquiry.LIMIT);
    get(job.result());
    assertThat(job.status().state()).isEqualTo(ProcessState.FAILED);
  }

  @Test
  void aRegistryThatDoesNotAnswerHoldsUpNoStop() {
    ManagedProcess job = start(true, "never");
    registry.keepsSilent();
    var stopped = job.stop(StopPlan.immediate());
    await().until(registry::isAsked);
    await().during(ofMillis(60)).until(() -> launcher.lastRun().stops().isEmpty());
    assertThat(job.status().state())
        .as("nobody waits on the mailbox")
        .isEqualTo(ProcessState.STOPPING);
    time.advance(Inquiry.LIMIT);
    assertThat(get(stopped).complete()).isTrue();
    assertThat(launcher.lastRun().stops()).hasSize(1);
  }

  @Test
  void aStopDoesNotWaitForTheLookBeforeARestart() {
    ManagedProcess job = start(true, "always");
    FakeRun run = launcher.lastRun();
    run.exits(1);
    await().until(() -> job.status().state() == ProcessState.BACKOFF);
    registry.keepsSilent();
    await()
        .until(
            () -> {
              time.advance(ofSeconds(1));
              return job.status().state() == ProcessState.STARTING;
            });
    assertThat(get(job.stop()).complete()).isTrue();
    registry.answers();
    await().during(ofMillis(60)).until(() -> launcher.runs().size() == 1);
  }

  @Test
  void whomAnotherHostHasRemovedIsGoneHereToo() {
    ManagedProcess job = start(true, "never");
    get(registry.apply(new Patch.Remove(JOB)));
    assertThat(get(starter.statuses())).as("who runs is never lost").hasSize(1);
    launcher.lastRun().dies(Signal.TERM);
    get(job.result());
    assertThat(job.status().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(get(starter.statuses())).isEmpty();
    assertThat(get(starter.handle(JOB))).isEmpty();
    assertThat(starter.status(JOB))
        .failsWithin(ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(UnknownIdException.class);
  }

  @Test
  void whomAnotherHostHasRemovedComesBackWithAStart() {
    ManagedProcess job = start(true, "never");
    get(job.stop());
    get(registry.apply(new Patch.Remove(JOB)));
    get(job.start());
    assertThat(get(starter.statuses())).hasSize(1);
    assertThat(registry.find(JOB)).isPresent();
  }

  @Test
  void whomNobodyElseHasEverKnownStaysInTheLists() {
    launcher.failNext(true);
    var failed = starter.register(spec(true, "never")).started();
    await().until(failed::isCompletedExceptionally);
    assertThat(get(starter.statuses())).hasSize(1);
  }

  private ManagedProcess start(boolean detached, String policy) {
    return get(starter.register(spec(detached, policy)).started());
  }

  private ProcessSpec spec(boolean detached, String policy) {
    RestartPolicy restart =
        switch (policy) {
          case "always" -> RestartPolicy.always();
          case "onFailure" -> RestartPolicy.onFailure();
          default -> RestartPolicy.never();
        };
    ProcessSpec spec = ProcessSpec.of(launcher).id("job").restart(restart);
    return detached ? spec.detached() : spec;
  }

  private void wish(Entry.Desired desired) {
    get(registry.apply(new Patch.Desire(JOB, desired)));
  }

  private List<String> states() {
    return events.stream()
        .filter(ProcessEvent.StateChanged.class::isInstance)
        .map(event -> ((ProcessEvent.StateChanged) event).to().name())
        .toList();
  }
}
