package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.millis;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.task.AsyncTask;
import dev.processmanager.task.TaskContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many functions at once, and those that make trouble among them.
@Timeout(300)
class ManyTasksTest {

  private static final int MANY = 100_000;

  @Test
  void aHundredThousandRunAtOnce() throws Exception {
    var running = new CountDownLatch(MANY);
    try (ProcessManager pm = ProcessManager.create()) {
      List<CompletableFuture<Integer>> futures =
          IntStream.range(0, MANY)
              .mapToObj(
                  i ->
                      pm.runAsyncTask(
                          _ -> {
                            running.countDown();
                            running.await();
                            return i;
                          }))
              .toList();

      assertThat(running.await(60, SECONDS)).isTrue();
      assertThat(futures.stream().mapToLong(Scenario::get).sum()).isEqualTo(MANY * (MANY - 1L) / 2);
    }
  }

  /// Waits until it is interrupted, and has time enough for that on a busy machine, too.
  private record Waiting(CountDownLatch running) implements AsyncTask<String> {

    @Override
    public String run(TaskContext task) throws InterruptedException {
      running.countDown();
      new CountDownLatch(1).await();
      return task.id();
    }

    @Override
    public StopPlan stopPlan() {
      return StopPlan.graceful(ofMinutes(2));
    }
  }

  @Test
  void aCloseEndsThemAll() throws Exception {
    int many = Sample.of(20_000, MANY);
    var running = new CountDownLatch(many);
    ProcessManager pm = ProcessManager.create();
    List<CompletableFuture<String>> futures =
        IntStream.range(0, many).mapToObj(_ -> pm.runAsyncTask(new Waiting(running))).toList();
    assertThat(running.await(60, SECONDS)).isTrue();
    StopReport report = pm.shutdown(ofMinutes(2)).get(150, SECONDS);

    assertThat(report.complete()).isTrue();
    assertThat(report.asked()).hasSize(many);
    await().until(() -> futures.stream().allMatch(CompletableFuture::isCompletedExceptionally));
  }

  @Test
  void thousandsAreLookedAfter() {
    var release = new CountDownLatch(1);
    try (ProcessManager pm = ProcessManager.create()) {
      List<CompletableFuture<ManagedProcess>> starts =
          IntStream.range(0, 2_000)
              .mapToObj(i -> pm.startAsyncTask(_ -> release.await(), as -> as.id("task-" + i)))
              .toList();

      assertThat(starts.stream().map(Scenario::get))
          .allMatch(task -> task.status().state() == ProcessState.RUNNING);
      assertThat(get(pm.stopAll()).asked()).hasSize(2_000);
    }
  }

  @Test
  void whoWaitsForAMonitorHoldsNobodyBack() {
    var monitor = new Object();
    try (ProcessManager pm = ProcessManager.create()) {
      CompletableFuture<ManagedProcess> polite;
      List<CompletableFuture<String>> waiting;
      synchronized (monitor) {
        waiting =
            IntStream.range(0, 1_000)
                .mapToObj(_ -> pm.runAsyncTask(task -> locked(monitor, task.id())))
                .toList();
        polite = pm.startAsyncTask(_ -> new CountDownLatch(1).await());
        ManagedProcess other = get(polite);

        assertThat(millis(() -> assertThat(get(other.stop()).complete()).isTrue()))
            .isLessThan(5_000);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
      }
      assertThat(waiting).allSatisfy(future -> assertThat(get(future)).startsWith("run-"));
    }
  }

  private static String locked(Object monitor, String value) {
    synchronized (monitor) {
      return value;
    }
  }

  @Test
  void whoComputesHoldsNobodyBackWhileAProcessorIsLeft() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    var enough = new AtomicBoolean();
    var computing = new CountDownLatch(1);
    try (ProcessManager pm = ProcessManager.create()) {
      CompletableFuture<Long> busy =
          pm.runAsyncTask(
              _ -> {
                computing.countDown();
                long sum = 0;
                while (!enough.get()) {
                  sum++;
                }
                return sum;
              });
      ManagedProcess other = get(pm.startAsyncTask(_ -> new CountDownLatch(1).await()));
      try {
        assertThat(computing.await(20, SECONDS)).isTrue();
        assertThat(millis(() -> assertThat(get(other.stop()).complete()).isTrue()))
            .isLessThan(5_000);
        assertThat(busy).isNotDone();
      } catch (InterruptedException failure) {
        throw new AssertionError(failure);
      } finally {
        enough.set(true);
      }
      assertThat(get(busy)).isPositive();
    }
  }
}
