package dev.processmanager.examples.metrics;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessMetricsTest {

  private final ManualTime time = new ManualTime();
  private final MockClock scrapes = new MockClock();
  private final SimpleMeterRegistry registry =
      new SimpleMeterRegistry(SimpleConfig.DEFAULT, scrapes);
  private final ProcessManager pm = ProcessManager.builder().timeSource(time).build();
  private final FakeLauncher web = new FakeLauncher();

  @BeforeEach
  void bind() {
    new ProcessMetrics(pm).bindTo(registry);
  }

  @AfterEach
  void close() {
    pm.close();
  }

  @Test
  void gaugesTellHowManyProcessesAreHow() throws Exception {
    pm.start(ProcessSpec.of(web).id("web").critical()).get(20, SECONDS);
    pm.start(ProcessSpec.of(new FakeLauncher()).id("old")).get(20, SECONDS);
    pm.stopProcess("old").get(20, SECONDS);

    awaitGauge("processes", "state", "RUNNING", 1);
    awaitGauge("processes", "state", "STOPPED", 1);
    awaitGauge("processes", "state", "FATAL", 0);
    awaitGauge("processes.health", "health", "NONE", 2);
    assertThat(registry.get("processes.critical.down").gauge().value()).isZero();

    web.lastRun().exits(1);
    awaitGauge("processes", "state", "FAILED", 1);
    assertThat(registry.get("processes.critical.down").gauge().value()).isEqualTo(1);
  }

  @Test
  void gaugesTellWhatChecksSay() throws Exception {
    HealthCheck broken =
        HealthCheck.readiness(_ -> ProbeResult.fail("broken")).every(ofSeconds(1)).failures(1);
    pm.start(ProcessSpec.of(web).id("web").check(broken)).get(20, SECONDS);

    await()
        .pollInterval(ofMillis(5))
        .untilAsserted(
            () -> {
              time.advance(ofSeconds(1));
              assertThat(gauge("processes.health", "health", Health.UNHEALTHY.name())).isEqualTo(1);
            });
  }

  @Test
  void theGaugesOfOneScrapeShareAnAnswer() throws Exception {
    awaitGauge("processes", "state", "RUNNING", 0);
    pm.start(ProcessSpec.of(web).id("web")).get(20, SECONDS);

    assertThat(registry.get("processes").tag("state", "RUNNING").gauge().value()).isZero();
    awaitGauge("processes", "state", "RUNNING", 1);
  }

  @Test
  void countersAndTheTimerTellWhatHappened() throws Exception {
    RestartPolicy twice = RestartPolicy.onFailure().backoff(Backoff.fixed(ofSeconds(1))).atMost(2);
    pm.start(ProcessSpec.of(web).id("web").restart(twice)).get(20, SECONDS);
    for (int run = 1; run <= 3; run++) {
      web.run(run).get(20, SECONDS);
      await().until(() -> pm.isRunning("web").get(20, SECONDS));
      time.advance(ofSeconds(10));
      web.lastRun().exits(1);
      if (run < 3) {
        time.advanceToNextTimer();
      }
    }

    Search runs = registry.find("processes.runs").tag("cause", "EXITED");
    await().until(() -> runs.timer() != null && runs.timer().count() == 3);
    assertThat(runs.timer().totalTime(SECONDS)).isEqualTo(30);
    assertThat(registry.get("processes.launches").counter().count()).isEqualTo(3);
    assertThat(registry.get("processes.restarts").tag("process", "web").counter().count())
        .isEqualTo(2);
  }

  private double gauge(String name, String tag, String value) {
    scrapes.add(ofSeconds(1));
    return registry.get(name).tag(tag, value).gauge().value();
  }

  private void awaitGauge(String name, String tag, String value, int expected) {
    await()
        .pollInterval(ofMillis(5))
        .untilAsserted(() -> assertThat(gauge(name, tag, value)).isEqualTo(expected));
  }
}
