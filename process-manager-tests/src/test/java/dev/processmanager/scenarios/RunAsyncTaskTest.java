package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.process.Identity;
import dev.processmanager.process.StopReport;
import dev.processmanager.task.AsyncTask;
import dev.processmanager.task.TaskContext;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Functions on virtual threads that are awaited.
@Timeout(60)
class RunAsyncTaskTest {

  private final ProcessManager pm = ProcessManager.create();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    pm.close();
  }

  @Test
  void aFunctionGivesItsValue() {
    CompletableFuture<Integer> future = pm.runAsyncTask(_ -> 6 * 7);

    assertThat(get(future)).isEqualTo(42);
    assertThat(get(pm.<Object>runAsyncTask(_ -> null))).isNull();
  }

  @Test
  void itsOwnExceptionComesBack() {
    var failure = new IOException("made to fail");
    CompletableFuture<Object> future =
        pm.runAsyncTask(
            _ -> {
              throw failure;
            });

    assertThatThrownBy(() -> future.get(20, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(failure);
  }

  @Test
  void cancellingItsFutureInterruptsIt() throws Exception {
    CompletableFuture<String> future = pm.runAsyncTask(this::waitUntilInterrupted);
    begun.await();

    assertThat(future.cancel(true)).isTrue();
    assertThat(interrupted.await(20, SECONDS)).isTrue();
  }

  @Test
  void aTimeoutOfADerivedFutureInterruptsIt() throws Exception {
    CompletableFuture<Integer> future =
        pm.runAsyncTask(this::waitUntilInterrupted)
            .thenApply(String::length)
            .orTimeout(10, TimeUnit.MILLISECONDS);

    assertThatThrownBy(future::join).isNotNull();
    assertThat(interrupted.await(20, SECONDS)).isTrue();
  }

  @Test
  void nothingOfItIsRecorded() throws Exception {
    CompletableFuture<String> future = pm.runAsyncTask(this::waitUntilInterrupted);
    begun.await();

    assertThat(get(pm.listProcesses())).isEmpty();
    future.cancel(true);
  }

  @Test
  void itsContextIsInScope() {
    CompletableFuture<Boolean> future = pm.runAsyncTask(task -> TaskContext.current() == task);

    assertThat(get(future)).isTrue();
    assertThat(get(pm.runAsyncTask(TaskContext::id))).startsWith("run-");
    assertThat(get(pm.runAsyncTask(TaskContext::generation))).isEqualTo(1);
  }

  @Test
  void theTimeLimitOfCommandsIsNotItsOwn() {
    try (var hasty = ProcessManager.builder().commandTimeout(ofMillis(1)).build()) {
      CompletableFuture<String> future = hasty.runAsyncTask(this::waitForRelease);
      await().pollDelay(50, TimeUnit.MILLISECONDS).until(() -> !future.isDone());
      release.countDown();

      assertThat(get(future)).isEqualTo("released");
    }
  }

  @Test
  void closingInterruptsItAndRefusesMore() throws Exception {
    CompletableFuture<String> future = pm.runAsyncTask(this::waitUntilInterrupted);
    begun.await();
    pm.close();

    assertThat(interrupted.getCount()).isZero();
    assertThatThrownBy(() -> future.get(20, SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> pm.runAsyncTask(_ -> 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneThatIgnoresItsStopIsNamedAndKeepsNoCloseWaiting() throws Exception {
    CompletableFuture<String> future = pm.runAsyncTask(this::ignoreInterrupts);
    begun.await();
    StopReport report = get(pm.shutdown(ofMillis(100)));

    assertThat(report.survivors())
        .containsExactly(new Identity.InThisJvm("process-manager-task-run-1-1"));
    assertThat(report.ids()).contains("run-1");
    assertThat(future).isNotDone();
    release.countDown();
    assertThat(get(future)).isEqualTo("released");
  }

  @Test
  void thoseThatAreCancelledAtOnceEnd() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pm.runAsyncTask(this::waitUntilInterrupted).cancel(true)).isTrue();
    }

    assertThat(get(pm.shutdown(ofMillis(20_000))).complete()).isTrue();
  }

  @Test
  void whatDependsOnTheResultRunsOnAVirtualThreadWithoutInterrupts() throws Exception {
    AsyncTask<String> task = this::ignoreInterrupts;
    var heard = new CompletableFuture<Boolean>();
    pm.runAsyncTask(task)
        .whenComplete(
            (_, _) ->
                heard.complete(
                    Thread.currentThread().isVirtual() && !Thread.currentThread().isInterrupted()));
    begun.await();
    release.countDown();

    assertThat(get(heard)).isTrue();
  }

  private String waitUntilInterrupted(TaskContext task) throws InterruptedException {
    begun.countDown();
    try {
      release.await();
      return "released";
    } catch (InterruptedException request) {
      assertThat(task.isStopRequested()).isTrue();
      interrupted.countDown();
      throw request;
    }
  }

  private String waitForRelease(TaskContext task) throws InterruptedException {
    release.await();
    return "released";
  }

  private String ignoreInterrupts(TaskContext task) {
    begun.countDown();
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException ignored) {
        Thread.yield();
      }
    }
    return "released";
  }
}
