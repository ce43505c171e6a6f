package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.Health;
import dev.processmanager.registry.Registry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Waiting for health, whatever happens meanwhile.
@Timeout(60)
class WhenHealthyTest {

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final Supervision supervision =
      new Supervision(time, Registry.inMemory(), UnaryOperator.identity());
  private volatile int healthyFrom = Integer.MAX_VALUE;

  @Test
  void withoutChecksItIsWellOnceItRuns() throws Exception {
    ManagedProcess web = started(ProcessSpec.of(launcher));
    assertThat(web.whenHealthy().get(10, SECONDS)).isEqualTo(web);
  }

  @Test
  void anUnhealthyProcessIsWaitedFor() throws Exception {
    ManagedProcess web = started(checked());
    ask();
    await().until(() -> web.status().health() == Health.UNHEALTHY);
    CompletableFuture<ManagedProcess> well = web.whenHealthy();
    assertThat(well).isNotDone();

    healthyFrom = 1;
    ask();
    assertThat(well.get(10, SECONDS).status().health()).isEqualTo(Health.HEALTHY);
    assertThat(web.whenHealthy().get(10, SECONDS)).isEqualTo(web);
  }

  @Test
  void theHealthOfOneIncarnationSaysNothingOfTheNext() throws Exception {
    healthyFrom = 1;
    ManagedProcess web =
        started(checked().restart(RestartPolicy.always().backoff(Backoff.fixed(Duration.ZERO))));
    ask();
    assertThat(web.whenHealthy().get(10, SECONDS).status().generation()).isEqualTo(1);

    healthyFrom = 3;
    launcher.lastRun().exits(1);
    await()
        .until(
            () -> {
              time.advance(Duration.ZERO);
              return launcher.runs().size() == 2;
            });
    await().until(() -> web.status().health() == Health.STARTING);
    CompletableFuture<ManagedProcess> well = web.whenHealthy();
    ask();
    await().until(() -> web.status().health() == Health.UNHEALTHY);
    assertThat(well).isNotDone();

    web.restart().get(10, SECONDS);
    ask();
    assertThat(well.get(10, SECONDS).status().generation()).isEqualTo(3);
  }

  @Test
  void nobodyWaitsForTheHealthOfWhatIsAtRest() throws Exception {
    ManagedProcess web = started(checked());
    CompletableFuture<ManagedProcess> well = web.whenHealthy();
    web.stop().get(10, SECONDS);
    assertThatThrownBy(() -> well.get(10, SECONDS)).hasCauseInstanceOf(ExitException.class);
    assertThatThrownBy(() -> web.whenHealthy().get(10, SECONDS))
        .hasCauseInstanceOf(ExitException.class);
  }

  private ProbeResult probe(ProbeContext context) {
    return context.generation() >= healthyFrom ? ProbeResult.pass() : ProbeResult.fail("no");
  }

  private ProcessSpec checked() {
    return ProcessSpec.of(launcher)
        .check(
            HealthCheck.readiness(this::probe).after(ofSeconds(1)).every(ofSeconds(1)).failures(1));
  }

  private ManagedProcess started(ProcessSpec spec) throws Exception {
    return supervision.register(spec.id("web")).started().get(10, SECONDS);
  }

  private void ask() {
    await().atMost(10, SECONDS).until(() -> time.pendingTimers() > 0);
    time.advance(ofSeconds(1));
  }
}
