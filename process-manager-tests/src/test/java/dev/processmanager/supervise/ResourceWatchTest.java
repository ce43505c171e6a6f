package dev.processmanager.supervise;

import static dev.processmanager.process.ProcessState.RUNNING;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.ProcessState;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.registry.Registry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Cause;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ResourceWatchTest {

  private static final ResourceLimits MEMORY = ResourceLimits.none().maxMemory(1_000);
  private static final RestartPolicy AT_ONCE =
      RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ZERO));

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final List<ProcessEvent> events = new CopyOnWriteArrayList<>();
  private final Supervision supervision =
      new Supervision(
          time, Registry.inMemory(), new Alone(), UnaryOperator.identity(), events::add);

  @Test
  void whoHoldsTooMuchMemoryForTooLongIsHandedToItsPolicy() throws Exception {
    ManagedProcess process = start(MEMORY);
    holds(1_001);

    looks(2);
    assertThat(causes()).isEmpty();
    looks(1);

    await().untilAsserted(() -> assertThat(process.status().generation()).isEqualTo(2));
    assertThat(causes()).containsExactly(Cause.MEMORY_LIMIT);
    assertThat(ends()).containsExactly(Cause.MEMORY_LIMIT);
    assertThat(events)
        .filteredOn(ProcessEvent.LimitExceeded.class::isInstance)
        .extracting(ProcessEvent::describe)
        .containsExactly("a: it uses 1001 bytes of memory, more than 1000");
  }

  @Test
  void aPeakIsForgiven() throws Exception {
    ManagedProcess process = start(MEMORY);
    for (int i = 0; i < 5; i++) {
      holds(5_000);
      looks(2);
      holds(1_000);
      looks(1);
    }

    assertThat(causes()).isEmpty();
    assertThat(process.status().generation()).isEqualTo(1);
  }

  @Test
  void whoIsOnlyToldAboutGoesOnAndIsToldAboutOnceEachTime() throws Exception {
    ManagedProcess process = start(MEMORY.samples(1).warnOnly());
    holds(2_000);
    looks(5);
    holds(10);
    looks(1);
    holds(2_000);
    looks(5);

    await().untilAsserted(() -> assertThat(causes()).hasSize(2));
    assertThat(process.status().state()).isEqualTo(ProcessState.RUNNING);
    assertThat(process.status().generation()).isEqualTo(1);
  }

  @Test
  void processorTimeCountsFromLookToLook() throws Exception {
    start(ResourceLimits.none().maxCpuPercent(50).samples(2));
    uses(ofSeconds(1_000), 0);
    looks(1);
    uses(ofSeconds(1_005), 0);
    looks(1);
    assertThat(causes()).isEmpty();

    uses(ofSeconds(1_011), 0);
    looks(1);
    uses(ofSeconds(1_017), 0);
    looks(1);
    await().untilAsserted(() -> assertThat(causes()).containsExactly(Cause.CPU_LIMIT));
  }

  @Test
  void whatCannotBeToldExceedsNothing() throws Exception {
    start(MEMORY.maxCpuPercent(0.001).samples(1));
    looks(10);

    assertThat(causes()).isEmpty();
  }

  @Test
  void whoIsOldEnoughMakesPlaceForTheNext() throws Exception {
    ManagedProcess process = start(ResourceLimits.none().maxAge(ofSeconds(3_600)));
    time.advance(ofSeconds(3_599));
    assertThat(causes()).isEmpty();
    time.advance(ofSeconds(1));
    await().untilAsserted(() -> assertThat(process.status().generation()).isEqualTo(2));
    assertThat(ends()).containsExactly(Cause.MAX_AGE);
    assertThat(events)
        .filteredOn(ProcessEvent.LimitExceeded.class::isInstance)
        .extracting(ProcessEvent::describe)
        .containsExactly("a: it has run for 3600.000 s");
    await().untilAsserted(() -> assertThat(process.status().state()).isEqualTo(RUNNING));
    time.advance(ofSeconds(3_599));
    assertThat(process.status().generation()).isEqualTo(2);
  }

  @Test
  void anEndedRunIsNotLookedAt() throws Exception {
    ManagedProcess process = start(MEMORY.maxAge(ofSeconds(60)));
    process.stop().get(10, SECONDS);

    await().untilAsserted(() -> assertThat(time.pendingTimers()).isZero());
  }

  @Test
  void limitsThatMeanNothingAreRefused() {
    ResourceLimits none = ResourceLimits.none();
    assertThatThrownBy(() -> none.maxMemory(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> none.maxMemory(-7)).hasMessageContaining("-7");
    assertThatThrownBy(() -> none.maxCpuPercent(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> none.maxCpuPercent(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> none.maxAge(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> none.samples(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> none.every(Duration.ZERO)).hasMessageContaining("PT0S");
  }

  private ManagedProcess start(ResourceLimits limits) throws Exception {
    ProcessSpec spec =
        ProcessSpec.of(launcher).id("a").restart(AT_ONCE).limits(limits.every(ofSeconds(10)));
    return supervision.register(spec).started().get(10, SECONDS);
  }

  private void looks(int count) {
    time.advance(ofSeconds(10).multipliedBy(count));
  }

  private void holds(long bytes) {
    uses(Duration.ZERO, bytes);
  }

  private void uses(Duration cpu, long bytes) {
    launcher
        .lastRun()
        .uses(
            new ResourceUsage(
                Optional.of(cpu),
                Optional.of(Duration.ZERO),
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty()));
  }

  private List<Cause> causes() {
    return events.stream()
        .filter(ProcessEvent.LimitExceeded.class::isInstance)
        .map(event -> ((ProcessEvent.LimitExceeded) event).cause())
        .toList();
  }

  private List<Cause> ends() {
    return events.stream()
        .filter(ProcessEvent.RunEnded.class::isInstance)
        .map(event -> ((ProcessEvent.RunEnded) event).cause())
        .toList();
  }
}
