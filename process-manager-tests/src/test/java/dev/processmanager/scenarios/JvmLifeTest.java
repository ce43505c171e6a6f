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
import dev.processmanager.jvm.JvmAction;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmTask;
import dev.processmanager.jvm.JvmTimeoutException;
import dev.processmanager.process.StopPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a task may do to its JVM and to its streams without harm to anybody, and how it is stopped.
@Timeout(60)
class JvmLifeTest {

  private static final JvmOptions BRIEF =
      JvmOptions.defaults().stop(StopPlan.graceful(Duration.ofSeconds(1)));

  @TempDir Path directory;

  static void forGood() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void run(JvmAction action) {
    try {
      action.run();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  static long hookThatNeverEnds() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> run(JvmLifeTest::forGood)));
    return ProcessHandle.current().pid();
  }

  static long threadThatNeverEnds() {
    Thread.ofPlatform().start(() -> run(JvmLifeTest::forGood));
    return ProcessHandle.current().pid();
  }

  /// Ends by an interrupt, and says so.
  static void tidyUpInto(String file) throws Exception {
    Files.writeString(Path.of(file), "runs");
    try {
      forGood();
    } finally {
      Files.writeString(Path.of(file), "tidied up");
    }
  }

  /// Ends by no interrupt, and neither does what it has started.
  static void resist(String file) throws Exception {
    long other = new ProcessBuilder("sleep", "61").start().pid();
    Files.writeString(Path.of(file), ProcessHandle.current().pid() + "\n" + other + "\n");
    while (true) {
      try {
        forGood();
      } catch (InterruptedException ignored) {
        System.out.println("interrupted in vain");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsWhatRuns(TestEngine engine) {
    Path file = directory.resolve("pids");
    String path = file.toString();
    CompletableFuture<Void> run;
    try (ProcessManager pm = engine.open()) {
      run = pm.runJvm(BRIEF, () -> resist(path));
      Scenario.pids(file, 2);
    }
    assertThat(run).failsWithin(Duration.ofSeconds(10));
    assertThat(Scenario.pids(file, 2)).noneMatch(pid -> lives(pid));
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void threadsAndHooksThatNeverEndKeepNoJvm(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      long lingering = get(pm.runJvm(JvmLifeTest::threadThatNeverEnds));
      long hooked = get(pm.runJvm(BRIEF, JvmLifeTest::hookThatNeverEnds));

      await().atMost(8, SECONDS).until(() -> !lives(lingering) && !lives(hooked));
    }
  }

  /// Without a shell there is nothing that could keep it from the child.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void theInterruptOfATerminalIsForTheHostAlone(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      List<String> own =
          get(
              pm.runJvm(
                  () -> {
                    String pid = Long.toString(ProcessHandle.current().pid());
                    String stat = Files.readString(Path.of("/proc/self/stat"));
                    return List.of(pid, stat.replaceAll("[(].*[)]", "").split(" +")[4]);
                  }));
      assertThat(own.getFirst()).isEqualTo(own.getLast());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "PORTABLE")
  void anInterruptEndsNoChildThatMayShareTheTerminal(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      assertThat(
              get(
                  pm.runJvm(
                      () -> {
                        String pid = Long.toString(ProcessHandle.current().pid());
                        new ProcessBuilder("kill", "-s", "INT", pid).start().waitFor();
                        Thread.sleep(300);
                        return 1;
                      })))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void itsStreamsAreItsOwn(TestEngine engine) {
    JvmTask<Integer> closing =
        () -> {
          int read = System.in.read();
          System.out.close();
          System.err.close();
          return read;
        };
    JvmTask<Integer> printing =
        () -> {
          byte[] line = "0123456789012345678901234567890\n".getBytes();
          for (PrintStream out : List.of(System.out, System.err)) {
            for (int i = 0; i < 10_000_000; i += line.length) {
              out.write(line);
            }
          }
          return 2;
        };
    try (ProcessManager pm = engine.open()) {
      assertThat(get(pm.runJvm(closing))).isEqualTo(-1);
      assertThat(get(pm.runJvm(printing))).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whoeverItLeavesBehindDelaysNoResultAndGoesWithTheManager(TestEngine engine) {
    long left;
    try (ProcessManager pm = engine.open()) {
      long begin = System.nanoTime();
      left = get(pm.runJvm(() -> new ProcessBuilder("sleep", "62").inheritIO().start().pid()));
      assertThat(System.nanoTime() - begin).isLessThan(SECONDS.toNanos(15));
    }
    long pid = left;
    // Without marks that can be looked for, whoever has left the tree is not found.
    if (engine != TestEngine.BARE) {
      await().atMost(10, SECONDS).until(() -> !lives(pid));
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whoEndsByAnInterruptMayTidyUp(TestEngine engine) {
    Path file = directory.resolve("file");
    String name = file.toString();
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<?> running = pm.runJvm(() -> tidyUpInto(name));
      await().atMost(20, SECONDS).until(() -> Scenario.lines(file).contains("runs"));
      running.cancel(true);

      await().atMost(10, SECONDS).until(() -> Scenario.lines(file).contains("tidied up"));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whoResistsIsEndedWithWhatItHasStarted(TestEngine engine) throws IOException {
    Path file = directory.resolve("pids");
    String name = file.toString();
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<?> late =
          pm.runJvm(BRIEF.timeout(Duration.ofMillis(1_500)), () -> resist(name));

      assertThatThrownBy(() -> late.get(25, SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              JvmTimeoutException.class,
              told -> {
                assertThat(told.threadDump()).get().asString().contains("JvmLifeTest.forGood");
                assertThat(told.result().stdout()).contains("interrupted in vain");
              });
      Scenario.pids(file, 2).forEach(pid -> assertThat(lives(pid)).isFalse());
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whoAnswersTooLateHasTimedOut(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<Integer> late =
          pm.runJvm(
              JvmOptions.defaults().timeout(Duration.ofMillis(100)),
              () -> {
                while (!Thread.interrupted()) {
                  Thread.onSpinWait();
                }
                return 1;
              });

      assertThatThrownBy(() -> late.get(25, SECONDS)).hasCauseInstanceOf(JvmTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aTimeoutOfTheFutureEndsTheJvm(TestEngine engine) {
    Path file = directory.resolve("pids");
    String name = file.toString();
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<?> late = pm.runJvm(BRIEF, () -> resist(name)).orTimeout(1, SECONDS);

      assertThatThrownBy(() -> late.get(25, SECONDS)).isNotNull();
      await()
          .atMost(15, SECONDS)
          .until(() -> Scenario.lines(file).stream().noneMatch(pid -> lives(Long.parseLong(pid))));
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aTaskMayHaveTasksOfItsOwn(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      List<Long> pids =
          get(
              pm.runJvm(
                  () -> {
                    try (ProcessManager inner = ProcessManager.create()) {
                      JvmTask<Long> pid = () -> ProcessHandle.current().pid();
                      return List.of(pid.run(), inner.runJvm(pid).get(25, SECONDS));
                    }
                  }));

      assertThat(pids).doesNotHaveDuplicates();
    }
  }
}
