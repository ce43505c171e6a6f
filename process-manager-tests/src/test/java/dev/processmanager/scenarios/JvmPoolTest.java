package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmKilledException;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.jvm.RemoteException;
import dev.processmanager.process.StopPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Child JVMs that stay: how many there are, and what they do for whom.
@Timeout(60)
class JvmPoolTest {

  private static final JvmOptions ONE = JvmOptions.defaults().workers(1);

  @TempDir Path directory;

  static int calls;

  /// Which JVM, the how many-th call in it, and what the caller said.
  static final class Counted implements JvmFunction<Long, List<Long>> {
    @Override
    public List<Long> apply(Long argument) {
      return List.of(ProcessHandle.current().pid(), (long) ++calls, argument);
    }
  }

  static final class OddOnly implements JvmFunction<Integer, Integer> {
    @Override
    public Integer apply(Integer argument) {
      if (argument % 2 == 0) {
        throw new IllegalArgumentException("even: " + argument);
      }
      return argument;
    }
  }

  /// Says who runs it and goes on until there is another file.
  static final class Until implements JvmFunction<List<String>, Long> {
    @Override
    public Long apply(List<String> files) throws Exception {
      long pid = ProcessHandle.current().pid();
      Files.writeString(Path.of(files.getFirst(), pid + "-" + System.nanoTime()), "");
      while (!Files.exists(Path.of(files.getLast()))) {
        Thread.sleep(5);
      }
      return pid;
    }
  }

  /// Leaves its thread as no other task should find it.
  static final class Untidy implements JvmFunction<Integer, List<String>> {
    @Override
    public List<String> apply(Integer argument) {
      Thread thread = Thread.currentThread();
      var found =
          List.of(
              thread.getName(),
              "" + thread.isInterrupted(),
              "" + thread.getContextClassLoader().equals(ClassLoader.getSystemClassLoader()),
              "" + thread.getPriority());
      thread.setName("mine");
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      thread.setPriority(Thread.MIN_PRIORITY);
      thread.interrupt();
      return found;
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachJvmDoesOneTaskAtATimeAndThereAreNoMoreThanWorkers(TestEngine engine) {
    Path enough = directory.resolve("enough");
    Path runs = subdirectory("runs");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(2))) {
      List<CompletableFuture<Long>> all =
          IntStream.range(0, 6)
              .mapToObj(_ -> pool.submit(Until.class, until(runs, enough)))
              .toList();
      await().atMost(20, SECONDS).until(() -> names(runs).size() == 2);
      await().during(Duration.ofMillis(300)).until(() -> names(runs).size() == 2);
      Scenario.touch(enough);

      assertThat(all.stream().map(Scenario::get).distinct()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMoreWaitThanMay(TestEngine engine) {
    Path enough = directory.resolve("enough");
    Path runs = subdirectory("runs");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.queue(1))) {
      CompletableFuture<Long> first = pool.submit(Until.class, until(runs, enough));
      await().atMost(20, SECONDS).until(() -> names(runs).size() == 1);
      CompletableFuture<Integer> second = pool.submit(OddOnly.class, 1);

      assertThatThrownBy(() -> pool.submit(OddOnly.class, 3))
          .isInstanceOf(RejectedExecutionException.class);
      Scenario.touch(enough);
      assertThat(get(first)).isPositive();
      assertThat(get(second)).isEqualTo(1);
      assertThat(get(pool.submit(OddOnly.class, 3))).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyThatMayNotAllWaitNoneIsDone(TestEngine engine) {
    List<String> endless = until(subdirectory("runs"), Path.of("/none"));
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.queue(1).stop(StopPlan.immediate()))) {
      assertThatThrownBy(() -> pool.map(Until.class, List.of(endless, endless, endless)))
          .isInstanceOf(RejectedExecutionException.class);

      assertThat(get(pool.submit(OddOnly.class, 1))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyTheFirstFailureInTheirOrderIsTold(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      assertThatThrownBy(() -> pool.map(OddOnly.class, List.of(1, 2, 3, 4)).get(20, SECONDS))
          .cause()
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("even: 2");
      assertThat(get(pool.map(OddOnly.class, List.of()))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDiesFailsItsOwnTaskAndIsReplaced(TestEngine engine) {
    Path enough = directory.resolve("enough");
    Path doomed = subdirectory("doomed");
    Path runs = subdirectory("runs");
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(2))) {
      CompletableFuture<Long> lost = pool.submit(Until.class, until(doomed, enough));
      CompletableFuture<Long> other = pool.submit(Until.class, until(runs, enough));
      await().atMost(20, SECONDS).until(() -> names(doomed).size() + names(runs).size() == 2);
      long pid = Long.parseLong(names(doomed).getFirst().split("-")[0]);
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();

      assertThatThrownBy(() -> lost.get(20, SECONDS)).hasCauseInstanceOf(JvmKilledException.class);
      assertThat(get(pool.submit(Counted.class, 5L))).endsWith(1L, 5L);
      Scenario.touch(enough);
      assertThat(get(other)).isNotEqualTo(pid);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWaitsForOneThatDiesAsItIsGivenATask(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      for (int i = 0; i < 3; i++) {
        long pid = get(pool.submit(() -> ProcessHandle.current().pid()));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        List<CompletableFuture<Integer>> next =
            IntStream.range(0, 20).mapToObj(n -> pool.submit(OddOnly.class, 2 * n + 1)).toList();

        next.forEach(one -> get(one.handle((_, _) -> true)));
        assertThat(get(next.getLast())).isEqualTo(39);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatHasNothingToDoGoes(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.idleTimeout(Duration.ofMillis(200)))) {
      long first = get(pool.submit(Counted.class, 0L)).getFirst();
      await().atMost(20, SECONDS).until(() -> !lives(first));

      assertThat(get(pool.submit(Counted.class, 0L)).getFirst()).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneDoesNoMoreTasksThanItMay(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.tasksPerWorker(2))) {
      var answers = get(pool.map(Counted.class, List.of(1L, 2L, 3L, 4L)));

      assertThat(answers).map(answer -> answer.get(1)).containsExactly(1L, 2L, 1L, 2L);
      assertThat(answers.get(0).getFirst()).isNotEqualTo(answers.get(2).getFirst());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFreshJvmHasSeenNoOtherTaskAndTheNextIsReady(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE.freshPerTask().spares(2))) {
      var answers = get(pool.map(Counted.class, List.of(1L, 2L, 3L)));

      assertThat(answers).allSatisfy(answer -> assertThat(answer.get(1)).isEqualTo(1));
      assertThat(answers).map(List::getFirst).doesNotHaveDuplicates();
      await().atMost(20, SECONDS).until(() -> pool.toString().equals("JvmPool[2 of 1]"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatATaskDoesToItsThreadIsNotForTheNext(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(ONE)) {
      List<String> first = get(pool.submit(Untidy.class, 1));

      assertThat(first).contains("false", "true");
      assertThat(get(pool.submit(Untidy.class, 2))).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyCallsOfManyThreadsAllGetTheirOwnAnswers(TestEngine engine) throws Exception {
    var wrong = new ArrayList<CompletableFuture<Integer>>();
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(2))) {
      for (int thread = 0; thread < 4; thread++) {
        long first = thread * 1_000_000L;
        wrong.add(
            CompletableFuture.supplyAsync(
                () -> wrongAnswers(pool, first), Thread::startVirtualThread));
      }
      assertThat(wrong).allSatisfy(count -> assertThat(get(count)).isZero());
    }
  }

  private static int wrongAnswers(JvmPool pool, long first) {
    int wrong = 0;
    var pids = new HashSet<Long>();
    for (long i = first; i < first + 850; i++) {
      List<Long> answer = get(pool.submit(Counted.class, i));
      pids.add(answer.getFirst());
      wrong += answer.getLast() == i ? 0 : 1;
    }
    return pids.size() <= 2 ? wrong : -1;
  }

  /// Arguments of that.
  private static List<String> until(Path runs, Path enough) {
    return List.of(runs.toString(), enough.toString());
  }

  private Path subdirectory(String name) {
    Path path = directory.resolve(name);
    assertThat(path.toFile().mkdir()).isTrue();
    return path;
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
