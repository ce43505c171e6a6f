package dev.processmanager.supervise;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.registry.Registry;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Very many checks at once, in real time.
@Timeout(120)
class ManyChecksTest {

  private static final int PROCESSES = 1_000;

  /// Carriers of virtual threads, and what else may begin meanwhile.
  private static final int FEW = 16 + Runtime.getRuntime().availableProcessors();

  private final Supervision supervision =
      new Supervision(TimeSource.system(), Registry.inMemory(), UnaryOperator.identity());
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
  private final AtomicInteger mostAtATime = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void costNoThreadEachAndAskOneQuestionAtATime() throws Exception {
    int before = platformThreads();
    List<ManagedProcess> processes = startAll();
    try {
      await().atMost(60, SECONDS).until(() -> inFlight.size() == PROCESSES);
      assertThat(platformThreads() - before).as("while all wait").isLessThan(FEW);

      gate.countDown();
      for (ManagedProcess process : processes) {
        process.whenHealthy().get(60, SECONDS);
      }
      await()
          .atMost(60, SECONDS)
          .until(() -> answered.values().stream().allMatch(count -> count.get() >= 3));
      assertThat(answered).hasSize(PROCESSES);
      assertThat(mostAtATime).hasValue(1);
      assertThat(platformThreads() - before).as("while all answer").isLessThan(FEW);
    } finally {
      gate.countDown();
      supervision.close().forEach(CompletableFuture::join);
    }
  }

  private List<ManagedProcess> startAll() throws Exception {
    var starts = new ArrayList<CompletableFuture<ManagedProcess>>();
    HealthCheck check =
        HealthCheck.readiness(this::blocking).every(ofMillis(500)).within(ofSeconds(100));
    for (int i = 0; i < PROCESSES; i++) {
      ProcessSpec spec = ProcessSpec.of(new FakeLauncher()).id("web-" + i).check(check);
      starts.add(supervision.register(spec).started());
    }
    var processes = new ArrayList<ManagedProcess>();
    for (CompletableFuture<ManagedProcess> start : starts) {
      processes.add(start.get(60, SECONDS));
    }
    return processes;
  }

  private ProbeResult blocking(ProbeContext context) throws InterruptedException {
    AtomicInteger questions = inFlight.computeIfAbsent(context.id(), _ -> new AtomicInteger());
    mostAtATime.accumulateAndGet(questions.incrementAndGet(), Math::max);
    gate.await();
    questions.decrementAndGet();
    answered.computeIfAbsent(context.id(), _ -> new AtomicInteger()).incrementAndGet();
    return ProbeResult.pass();
  }

  private static int platformThreads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
