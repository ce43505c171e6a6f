package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.lives;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmExitException;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmKilledException;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmOutOfMemoryException;
import dev.processmanager.jvm.JvmTimeoutException;
import dev.processmanager.jvm.RemoteException;
import dev.processmanager.process.StopPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A Java function in a JVM of its own, as easy as a lambda.
@Timeout(120)
class RunJvmTest {

  @TempDir Path directory;

  static final class Doubled implements JvmFunction<Integer, Integer> {
    @Override
    public Integer apply(Integer argument) {
      return 2 * argument;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLambdaGivesItsResult(TestEngine engine) {
    long here = ProcessHandle.current().pid();
    int captured = 20;
    try (ProcessManager pm = engine.open()) {
      List<Long> answer =
          get(pm.runJvm(() -> List.of(captured + 1L, ProcessHandle.current().pid())));

      assertThat(answer.getFirst()).isEqualTo(21);
      assertThat(answer.getLast()).isNotEqualTo(here);
      await().atMost(10, SECONDS).until(() -> !lives(answer.getLast()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionIsMadeByName(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runJvm(Doubled.class, 21))).isEqualTo(42);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatItThrowsIsToldWithTheFramesOfBoth(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<Integer> failing =
          pm.runJvm(
              () -> {
                throw new IOException("no such luck");
              });

      assertThatThrownBy(failing::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              RemoteException.class,
              told -> {
                assertThat(told).hasMessageContaining("no such luck").hasMessageContaining("pid");
                assertThat(told.getStackTrace()[0].getMethodName()).startsWith("whatItThrows");
                assertThat(told.original()).get().isInstanceOf(IOException.class);
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoEndsTheJvmIsNamed(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<Integer> ending =
          pm.runJvm(
              () -> {
                System.out.println("goodbye");
                System.exit(3);
                return 1;
              });

      assertThatThrownBy(ending::join)
          .cause()
          .isInstanceOfSatisfying(
              JvmExitException.class,
              told -> {
                assertThat(told.caller()).contains("RunJvmTest");
                assertThat(told.result().exitCode()).hasValue(3);
                assertThat(told.result().stdout()).contains("goodbye");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLackOfMemoryAndAKillAreToldApart(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<Integer> greedy =
          pm.runJvm(
              JvmOptions.defaults().heap("32m"),
              () -> {
                var all = new ArrayList<long[]>();
                while (true) {
                  all.add(new long[1_000_000]);
                }
              });
      CompletableFuture<Integer> killed =
          pm.runJvm(
              () -> {
                ProcessHandle.allProcesses(); // loads the class in advance
                new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid())
                    .start()
                    .waitFor();
                return 1;
              });

      assertThatThrownBy(greedy::join).hasCauseInstanceOf(JvmOutOfMemoryException.class);
      assertThatThrownBy(killed::join).hasCauseInstanceOf(JvmKilledException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatTakesTooLongIsStoppedAndToldWhereItWas(TestEngine engine) {
    JvmOptions options =
        JvmOptions.defaults()
            .timeout(Duration.ofMillis(500))
            .stop(StopPlan.graceful(Duration.ofSeconds(4)));
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<Long> endless = pm.runJvm(options, RunJvmTest::spin);

      assertThatThrownBy(endless::join)
          .cause()
          .isInstanceOfSatisfying(
              JvmTimeoutException.class,
              told -> {
                assertThat(told.phase()).isEqualTo(JvmTimeoutException.Phase.RUNNING);
                assertThat(told.threadDump()).get().asString().contains("RunJvmTest.spin");
                assertThat(told.report().complete()).isTrue();
              });
    }
  }

  static long spin() {
    long n = 0;
    while (n >= 0) {
      n = (n + 1) & Long.MAX_VALUE;
    }
    return n;
  }

  @ParameterizedTest
  @EnumSource
  void cancellingStopsTheJvm(TestEngine engine) throws IOException {
    Path file = directory.resolve("pid");
    String name = file.toString();
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<Integer> sleeping =
          pm.runJvm(
              () -> {
                Files.writeString(Path.of(name), "" + ProcessHandle.current().pid());
                Thread.sleep(60_000);
                return 1;
              });
      await().atMost(30, SECONDS).until(() -> Files.exists(file) && Files.size(file) > 0);
      long pid = Long.parseLong(Files.readString(file));
      sleeping.cancel(true);

      await().atMost(10, SECONDS).until(() -> !lives(pid));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatATaskStartsFindsNothingOnItsInput(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        var pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      for (int i = 0; i < 3; i++) {
        int exit =
            get(
                pool.submit(
                    () -> new ProcessBuilder("head", "-c", "1").inheritIO().start().waitFor()));
        assertThat(exit).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPoolGivesManyResultsInOrder(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        var pool = pm.jvmPool(JvmOptions.defaults().workers(2))) {
      assertThat(get(pool.map(Doubled.class, List.of(1, 2, 3, 4, 5))))
          .containsExactly(2, 4, 6, 8, 10);
    }
  }

  /// The next one takes as long to come up as it would have taken.
  @ParameterizedTest
  @EnumSource
  void oneThatIsCancelledAtOnceDoesNothing(TestEngine engine) {
    String name = directory.resolve("begun").toString();
    try (ProcessManager pm = engine.open()) {
      var cancelled = pm.runJvm(() -> Scenario.touch(Path.of(name)));
      cancelled.cancel(true);

      assertThat(get(pm.runJvm(() -> 1))).isEqualTo(1);
      assertThat(get(pm.runJvm(() -> 2))).isEqualTo(2);
      assertThat(Path.of(name)).doesNotExist();
    }
  }
}
