package dev.processmanager;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.task.AsyncAction;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthSummaryTest {

  private final ProcessManager pm = ProcessManager.create();
  private final AsyncAction waits = _ -> new CountDownLatch(1).await();

  @AfterEach
  void close() {
    pm.close();
  }

  @Test
  void nobodyIsHealthy() throws Exception {
    assertThat(summary())
        .extracting(HealthSummary::total, HealthSummary::isHealthy)
        .containsExactly(0, true);
  }

  @Test
  void whoRunsAndPassesIsHealthyAndWhoFailsIsNot() throws Exception {
    start(spec("plain"));
    start(spec("checked").check(readiness(ProbeResult.pass())));
    start(spec("failing").check(readiness(ProbeResult.fail("no"))));
    start(ProcessSpec.of((AsyncAction) _ -> {}).id("done"));
    awaitHealth("failing", Health.UNHEALTHY);
    awaitHealth("checked", Health.HEALTHY);
    awaitState("done", ProcessState.STOPPED);

    HealthSummary summary = summary();
    assertThat(summary.total()).isEqualTo(4);
    assertThat(summary.healthy()).isEqualTo(2);
    assertThat(summary.unhealthy()).isEqualTo(1);
    assertThat(summary.isHealthy()).isFalse();
    assertThat(summary.details())
        .extracting(ProcessStatus::id)
        .containsExactlyInAnyOrder("plain", "checked", "failing", "done");
  }

  @Test
  void scopesAreCountedByThemselves() throws Exception {
    Scope session = Scope.session("s-1");
    start(spec("here"));
    start(spec("there").scope(session));
    start(ProcessSpec.of((AsyncAction) _ -> throwIt()).id("broken").scope(session));
    await()
        .untilAsserted(
            () ->
                assertThat(pm.scope(session).getStatus("broken").get().state())
                    .isEqualTo(ProcessState.FAILED));

    assertThat(summary().byScope())
        .containsEntry(Scope.global(), new HealthSummary.Count(1, 1, 0))
        .containsEntry(session, new HealthSummary.Count(2, 1, 1));
    assertThat(pm.scope(session).healthSummary().get(10, SECONDS).total()).isEqualTo(2);
  }

  @Test
  void withoutAnybodyCriticalTheWholeIsNotHealthy() throws Exception {
    start(spec("db").critical());
    start(spec("extra"));
    assertThat(summary().isHealthy()).isTrue();

    pm.stopProcess("extra").get(10, SECONDS);
    assertThat(summary().isHealthy()).isTrue();
    pm.stopProcess("db").get(10, SECONDS);
    assertThat(summary().isHealthy()).isFalse();
    assertThat(summary().criticalDown()).extracting(ProcessStatus::id).containsExactly("db");
  }

  private static void throwIt() {
    throw new IllegalStateException("broken");
  }

  private ProcessSpec spec(String id) {
    return ProcessSpec.of(waits).id(id);
  }

  private static HealthCheck readiness(ProbeResult answer) {
    return HealthCheck.readiness(_ -> answer).every(ofMillis(5)).failures(1);
  }

  private void start(ProcessSpec spec) throws Exception {
    pm.start(spec).get(10, SECONDS);
  }

  private HealthSummary summary() throws Exception {
    return pm.healthSummary().get(10, SECONDS);
  }

  private void awaitHealth(String id, Health health) {
    await().atMost(ofSeconds(10)).until(() -> pm.getStatus(id).get(10, SECONDS).health() == health);
  }

  private void awaitState(String id, ProcessState state) {
    await().atMost(ofSeconds(10)).until(() -> pm.getStatus(id).get(10, SECONDS).state() == state);
  }
}
