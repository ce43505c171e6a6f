package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.SampledEngines;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.jvm.JvmTimeoutException;
import dev.processmanager.process.StopPlan;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// Whoever cancels a task of a pool ends that one and no other, and nobody gets what was meant for
/// somebody else.
@Timeout(60)
class JvmPoolCancelTest {

  private static final JvmOptions ONE =
      JvmOptions.defaults().workers(1).stop(StopPlan.graceful(Duration.ofSeconds(2)));

  /// In the host, which reads what a task gives.
  private static final CountDownLatch MAY_BE_READ = new CountDownLatch(1);

  @TempDir Path directory;

  static final class Same implements JvmFunction<Long, Long> {
    @Override
    public Long apply(Long argument) {
      return argument;
    }
  }

  /// Says that it runs, and goes on until there is another file.
  static final class Until implements JvmFunction<List<String>, Long> {
    @Override
    public Long apply(List<String> files) throws Exception {
      Files.writeString(Path.of(files.getFirst()), "" + ProcessHandle.current().pid());
      while (!Files.exists(Path.of(files.getLast()))) {
        Thread.sleep(5);
      }
      return ProcessHandle.current().pid();
    }
  }

  static final class SlowToRead implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      try {
        MAY_BE_READ.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
    }
  }

  static final class GivingSlowToRead implements JvmFunction<Long, SlowToRead> {
    @Override
    public SlowToRead apply(Long argument) {
      return new SlowToRead();
    }
  }

  @AfterAll
  static void read() {
    MAY_BE_READ.countDown();
  }

  /// Answers as soon as it is interrupted.
  static final class Yielding implements JvmFunction<String, Long> {
    @Override
    public Long apply(String file) throws Exception {
      long pid = ProcessHandle.current().pid();
      Files.writeString(Path.of(file), "" + pid);
      while (!Thread.interrupted()) {
        Thread.onSpinWait();
      }
      return pid;
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void theJvmOfACancelledTaskIsReplaced(TestEngine engine) throws IOException {
    Path runs = directory.resolve("runs");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      CompletableFuture<Long> endless = pool.submit(Until.class, List.of(runs.toString(), "/none"));
      CompletableFuture<Long> queued = pool.submit(Same.class, 7L);
      await().atMost(20, SECONDS).until(() -> Files.exists(runs) && Files.size(runs) > 0);
      long pid = Long.parseLong(Files.readString(runs));
      endless.cancel(true);

      assertThat(get(queued)).isEqualTo(7);
      assertThat(lives(pid)).isFalse();
      assertThat(get(pool.submit(() -> ProcessHandle.current().pid()))).isNotEqualTo(pid);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void cancellingWhatIsOnlyBeingReadLeavesTheNextTaskAlone(TestEngine engine) {
    Path runs = directory.resolve("runs");
    Path enough = directory.resolve("enough");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      CompletableFuture<SlowToRead> read = pool.submit(GivingSlowToRead.class, 1L);
      CompletableFuture<Long> next =
          pool.submit(Until.class, List.of(runs.toString(), enough.toString()));
      await().atMost(20, SECONDS).until(() -> Files.exists(runs));
      read.cancel(true);
      Scenario.touch(enough);

      assertThat(get(next)).isPositive();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void noAnswerReachesAnybodyElse(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.workers(2))) {
      var kept = new ArrayList<CompletableFuture<Long>>();
      for (long i = 0; i < 60; i++) {
        CompletableFuture<Long> one = pool.submit(Same.class, i);
        if (i % 5 == 0) {
          one.cancel(true);
        } else {
          long expected = i;
          kept.add(one.thenApply(given -> given - expected));
        }
      }

      assertThat(kept).allSatisfy(one -> assertThat(get(one)).isZero());
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whatWaitsIsTakenFromTheQueue(TestEngine engine) {
    Path runs = directory.resolve("runs");
    Path enough = directory.resolve("enough");
    Path never = directory.resolve("never");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      CompletableFuture<Long> first =
          pool.submit(Until.class, List.of(runs.toString(), enough.toString()));
      CompletableFuture<Long> queued =
          pool.submit(Until.class, List.of(never.toString(), enough.toString()));
      // Derived from it, so that it is cancelled, too.
      queued.thenApply(pid -> pid + 1).cancel(true);
      assertThatThrownBy(() -> queued.get(10, SECONDS)).isInstanceOf(CancellationException.class);
      Scenario.touch(enough);

      assertThat(get(first)).isPositive();
      assertThat(get(pool.submit(Same.class, 3L))).isEqualTo(3);
      assertThat(never).doesNotExist();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aTimeoutOfTheFutureEndsTheTask(TestEngine engine) throws IOException {
    Path runs = directory.resolve("runs");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      get(pool.submit(Same.class, 1L));
      CompletableFuture<Long> late =
          pool.submit(Until.class, List.of(runs.toString(), "/none"))
              .orTimeout(1_500, MILLISECONDS);
      await().atMost(20, SECONDS).until(() -> Files.exists(runs) && Files.size(runs) > 0);
      long pid = Long.parseLong(Files.readString(runs));

      assertThatThrownBy(() -> late.get(20, SECONDS)).isNotNull();
      await().atMost(10, SECONDS).until(() -> !lives(pid));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void oneThatTakesTooLongFailsAndTheNextGetsItsOwnTime(TestEngine engine) {
    Path runs = directory.resolve("runs");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.timeout(Duration.ofMillis(700)))) {
      CompletableFuture<Long> late = pool.submit(Until.class, List.of(runs.toString(), "/none"));
      CompletableFuture<Long> next = pool.submit(Same.class, 7L);

      assertThatThrownBy(() -> late.get(20, SECONDS)).hasCauseInstanceOf(JvmTimeoutException.class);
      assertThat(get(next)).isEqualTo(7);
    }
  }

  /// Who answers to the interrupt is not asked for anything else, which would take two seconds; one
  /// of several times is enough, since a machine under load may take as long for anything.
  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whoAnswersToTheInterruptLeavesAtOnce(TestEngine engine) {
    JvmOptions patient = ONE.stop(StopPlan.graceful(Duration.ofSeconds(60)));
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(patient)) {
      await().atMost(40, SECONDS).until(() -> millisToLeave(pool) < 1_800);
    }
  }

  private long millisToLeave(JvmPool pool) throws IOException {
    Path runs = Files.createTempFile(directory, "runs", "");
    CompletableFuture<Long> endless = pool.submit(Yielding.class, runs.toString());
    await().atMost(20, SECONDS).until(() -> Files.size(runs) > 0);
    long pid = Long.parseLong(Files.readString(runs));
    return Scenario.millis(
        () -> {
          endless.cancel(true);
          await().pollInterval(10, MILLISECONDS).atMost(20, SECONDS).until(() -> !lives(pid));
        });
  }
}
