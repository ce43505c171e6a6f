package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.ProcessState;
import dev.processmanager.registry.Registry;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.Ended;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Restarts that are counted over a time, in manual time.
class RestartWindowTest {

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final Supervision supervision =
      new Supervision(time, Registry.inMemory(), UnaryOperator.identity());

  @Test
  void aSlowCrashLoopGoesOnAndAFastOneIsGivenUp() throws Exception {
    ManagedProcess web =
        start(
            RestartPolicy.always()
                .backoff(Backoff.fixed(Duration.ZERO))
                .atMost(2)
                .within(ofSeconds(10)));
    for (int run = 1; run <= 20; run++) {
      crashAfter(ofSeconds(6), run);
    }
    crashAfter(ofSeconds(1), 21);
    await().untilAsserted(() -> assertThat(web.status().state()).isEqualTo(ProcessState.FATAL));

    web.restart().get(10, SECONDS);
    crashAfter(ofSeconds(1), 22);
    awaitRuns(23);
  }

  @Test
  void aPolicyIsToldTheAgesOfAHundredRestartsAtTheMost() throws Exception {
    List<Ended> told = new CopyOnWriteArrayList<>();
    start(
        ended -> {
          told.add(ended);
          return Decision.restart(Duration.ZERO, ended);
        });
    for (int run = 1; run <= 105; run++) {
      crashAfter(ofSeconds(1), run);
    }
    awaitRuns(106);

    assertThat(told.get(0).recentRestarts()).isEmpty();
    assertThat(told.get(2).recentRestarts()).containsExactly(ofSeconds(1), ofSeconds(2));
    assertThat(told.get(104).recentRestarts())
        .hasSize(Ended.MOST_RECENT)
        .startsWith(ofSeconds(1))
        .endsWith(ofSeconds(100));
  }

  private ManagedProcess start(RestartPolicy policy) throws Exception {
    ProcessSpec spec = ProcessSpec.of(launcher).id("web").restart(policy);
    return supervision.register(spec).started().get(10, SECONDS);
  }

  private void crashAfter(Duration uptime, int run) {
    awaitRuns(run);
    time.advance(uptime);
    launcher.lastRun().exits(1);
  }

  private void awaitRuns(int count) {
    await()
        .pollInterval(ofMillis(1))
        .atMost(10, SECONDS)
        .until(() -> launcher.runs().size() == count);
  }
}
