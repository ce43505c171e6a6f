package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
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
import dev.processmanager.process.StopPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// The end of a pool: all that was submitted is done, and nobody is left.
@Timeout(60)
class JvmPoolCloseTest {

  @TempDir Path directory;

  static final class Pid implements JvmFunction<Integer, Long> {
    @Override
    public Long apply(Integer argument) {
      return ProcessHandle.current().pid();
    }
  }

  /// Takes its JVM with it.
  static final class Halting implements JvmFunction<Integer, Long> {
    @Override
    public Long apply(Integer code) {
      Runtime.getRuntime().halt(code);
      return 0L;
    }
  }

  /// Its JVM takes a while to end.
  static final class LateToEnd implements JvmFunction<Integer, Long> {
    @Override
    public Long apply(Integer millis) {
      Thread slow = new Thread(() -> pause(millis));
      Runtime.getRuntime().addShutdownHook(slow);
      return ProcessHandle.current().pid();
    }
  }

  /// An interrupt ends it.
  static final class Waiting implements JvmFunction<String, Long> {
    @Override
    public Long apply(String file) throws Exception {
      Scenario.touch(Path.of(file));
      Thread.sleep(60_000);
      return 0L;
    }
  }

  private static void pause(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whatWaitsForAFreshJvmIsDoneBeforeThePoolIsClosed(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1).freshPerTask());
      CompletableFuture<List<Long>> all = pool.map(Pid.class, List.of(1, 2, 3));
      pool.close();

      assertThat(get(all)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whatWaitsBehindAJvmThatDiesIsDoneBeforeThePoolIsClosed(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1));
      CompletableFuture<Long> lost = pool.submit(Halting.class, 9);
      CompletableFuture<Long> next = pool.submit(Pid.class, 0);
      pool.close();

      assertThat(lost).isCompletedExceptionally();
      assertThat(get(next)).isPositive();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whoIsJustLeavingIsWaitedFor(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      JvmPool fresh = pm.jvmPool(JvmOptions.defaults().workers(1).freshPerTask());
      long leaving = get(fresh.submit(LateToEnd.class, 700));
      fresh.close();
      assertThat(lives(leaving)).isFalse();

      JvmPool exhausted = pm.jvmPool(JvmOptions.defaults().tasksPerWorker(1));
      long done = get(exhausted.submit(LateToEnd.class, 700));
      exhausted.close();
      assertThat(lives(done)).isFalse();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void stoppingEndsWhoIsJustLeaving(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      JvmPool pool = pm.jvmPool(JvmOptions.defaults().tasksPerWorker(1));
      long leaving = get(pool.submit(LateToEnd.class, 60_000));
      pool.stop(StopPlan.immediate()).forEach(Scenario::get);

      assertThat(lives(leaving)).isFalse();
      get(pool.closed());
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void theEndOfTheManagerIsTheEndOfItsPools(TestEngine engine) {
    Path running = directory.resolve("running");
    JvmOptions one =
        JvmOptions.defaults().workers(1).stop(StopPlan.graceful(Duration.ofSeconds(2)));
    ProcessManager pm = engine.open();
    JvmPool pool = pm.jvmPool(one);
    long pid = get(pool.submit(Pid.class, 0));
    CompletableFuture<Long> endless = pool.submit(Waiting.class, running.toString());
    CompletableFuture<Long> waiting = pool.submit(Pid.class, 0);
    await().atMost(20, SECONDS).until(() -> running.toFile().exists());
    pm.close();

    assertThat(lives(pid)).isFalse();
    assertThat(pool.closed()).succeedsWithin(Duration.ofSeconds(10));
    assertThatThrownBy(() -> endless.get(10, SECONDS)).isNotNull();
    assertThatThrownBy(() -> waiting.get(10, SECONDS)).isNotNull();
    assertThatThrownBy(() -> pool.submit(Pid.class, 0)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void stoppingEndsWhoIsOnlyComingUp(TestEngine engine) throws IOException {
    Path pids = directory.resolve("pids");
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho $$ > '" + pids + "'\nexec sleep 61\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    JvmOptions hanging =
        JvmOptions.defaults().javaHome(directory).startTimeout(Duration.ofSeconds(50));
    try (ProcessManager pm = engine.open()) {
      JvmPool pool = pm.jvmPool(hanging);
      CompletableFuture<Long> waiting = pool.submit(Pid.class, 0);
      long pid = Scenario.pids(pids, 1).getFirst();
      pool.stop();

      await().atMost(15, SECONDS).until(() -> !lives(pid));
      assertThatThrownBy(() -> waiting.get(10, SECONDS)).isNotNull();
    }
  }
}
