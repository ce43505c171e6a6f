package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tasks that say that they are well, and one that falls silent.
@Timeout(60)
class TaskHeartbeatTest {

  @Test
  void aTaskThatFallsSilentIsStartedAgain() throws Exception {
    var silent = new AtomicBoolean();
    HealthCheck alive =
        HealthCheck.liveness(Probe.heartbeat(ofMillis(1_500))).every(ofMillis(50)).failures(1);
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess task =
          get(
              pm.startAsyncTask(
                  context -> {
                    var never = new CountDownLatch(1);
                    while (!context.isStopRequested()) {
                      if (!silent.get() || context.generation() > 1) {
                        context.heartbeat();
                      }
                      never.await(20, TimeUnit.MILLISECONDS);
                    }
                  },
                  as ->
                      as.check(alive)
                          .restart(
                              RestartPolicy.onFailure().backoff(Backoff.fixed(Duration.ZERO)))));
      await().atMost(20, SECONDS).until(() -> task.status().health() == Health.HEALTHY);
      await().during(2, SECONDS).atMost(20, SECONDS).until(() -> task.status().generation() == 1);

      silent.set(true);

      await().atMost(20, SECONDS).until(() -> task.status().generation() == 2);
      await().atMost(20, SECONDS).until(() -> task.status().health() == Health.HEALTHY);
      assertThat(task.status().state()).isEqualTo(ProcessState.RUNNING);
    }
  }
}
