package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.SampledEngines;
import dev.processmanager.TestEngine;
import dev.processmanager.jvm.JvmCrashException;
import dev.processmanager.jvm.JvmExitException;
import dev.processmanager.jvm.JvmKilledException;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmOutOfMemoryException;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.jvm.RemoteException;
import dev.processmanager.process.ExitException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.Signal;
import java.io.FileOutputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The ways in which the JVM of a task ends before its time, each told apart; in none of them does
/// anybody wait for ever.
@Timeout(60)
class JvmDeathTest {

  private static final JvmOptions SMALL = JvmOptions.defaults().heap("24m");

  static List<long[]> held = new ArrayList<>();

  /// As no Java code can.
  static void crash() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
  }

  static void holdAllMemory() {
    for (int size = 1_000_000; size > 0; size /= 2) {
      try {
        while (true) {
          held.add(new long[size]);
        }
      } catch (OutOfMemoryError full) {
        if (size == 1) {
          throw full;
        }
      }
    }
  }

  static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }

  static void exitElsewhere() throws InterruptedException {
    Thread.ofPlatform().start(() -> System.exit(4));
    Thread.sleep(60_000);
  }

  static void kill(Signal signal) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-s", signal.name(), pid).inheritIO().start().waitFor();
    Thread.sleep(60_000);
  }

  /// Whatever else the child says there.
  static void sayNonsense() throws Exception {
    try (var channel = new FileOutputStream("/dev/fd/3")) {
      channel.write("what the host does not understand".getBytes());
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aCrashIsToldWithWhatTheJvmWroteOfIt(TestEngine engine) throws Exception {
    JvmOptions quick = JvmOptions.defaults().jvmArgs("-XX:-CreateCoredumpOnCrash");
    try (ProcessManager pm = engine.open()) {
      for (JvmOptions options : List.of(JvmOptions.defaults(), quick)) {
        fails(pm.runJvm(options, JvmDeathTest::crash))
            .isInstanceOfSatisfying(
                JvmCrashException.class,
                crash -> {
                  assertThat(crash.head()).contains("SIGSEGV").contains("pid=");
                  assertThat(crash.errorFile()).exists();
                  assertThat(crash.errorFile().toFile().delete()).isTrue();
                });
      }
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aHaltTellsItsCode(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      fails(pm.runJvm(() -> Runtime.getRuntime().halt(7)))
          .isInstanceOf(ExitException.class)
          .hasMessageContaining("7");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void signalsOfOthersAreTold(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      fails(pm.runJvm(() -> kill(Signal.KILL))).isInstanceOf(JvmKilledException.class);
      fails(pm.runJvm(() -> kill(Signal.TERM)))
          .isInstanceOf(ProcessException.class)
          .message()
          .containsAnyOf("143", "TERM");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void whereAllMemoryIsHeldForEverItIsStillTold(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(SMALL.workers(1))) {
      fails(pm.runJvm(SMALL, JvmDeathTest::holdAllMemory))
          .isInstanceOf(JvmOutOfMemoryException.class);
      fails(pool.submit(JvmDeathTest::holdAllMemory)).isInstanceOf(JvmOutOfMemoryException.class);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aResultThatNeedsMoreThanThereIsIsALackOfMemory(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      fails(pm.runJvm(SMALL, () -> new byte[14_000_000]))
          .isInstanceOf(JvmOutOfMemoryException.class);
      // The child cannot even read what it is to do.
      byte[] large = new byte[40_000_000];
      fails(pm.runJvm(SMALL, () -> large.length)).isInstanceOf(JvmOutOfMemoryException.class);
    }
  }

  /// The stack of a task is large, so that this takes a while.
  @Test
  void anOverflowOfTheStackIsAnExceptionLikeAnyOther() {
    try (ProcessManager pm = TestEngine.NATIVE.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      fails(pool.submit(() -> recurse(0)))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("StackOverflowError");
      assertThat(get(pool.submit(() -> 1))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void anExitByAnotherThreadIsToldWithItsPlace(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      for (CompletableFuture<?> ending :
          List.of(
              pm.runJvm(JvmDeathTest::exitElsewhere), pool.submit(JvmDeathTest::exitElsewhere))) {
        fails(ending)
            .isInstanceOfSatisfying(
                JvmExitException.class,
                exit -> {
                  assertThat(exit.result().exitCode()).hasValue(4);
                  assertThat(exit.caller()).contains("exitElsewhere");
                });
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void whoSaysNonsenseIsEndedAndNobodyWaits(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      fails(pm.runJvm(JvmDeathTest::sayNonsense)).hasMessageContaining("makes no sense");
      fails(pool.submit(JvmDeathTest::sayNonsense)).hasMessageContaining("makes no sense");
      assertThat(get(pool.submit(() -> 1))).isEqualTo(1);
    }
  }

  private static AbstractThrowableAssert<?, ?> fails(CompletableFuture<?> future) {
    return assertThatThrownBy(() -> future.get(25, SECONDS)).cause();
  }

  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aPoolGivesNothingToOneThatHasRunOutOfMemory(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(SMALL.workers(1))) {
      long first = get(pool.submit(() -> ProcessHandle.current().pid()));
      fails(pool.submit(() -> new long[100_000_000].length))
          .isInstanceOf(JvmOutOfMemoryException.class);

      assertThat(get(pool.submit(() -> ProcessHandle.current().pid()))).isNotEqualTo(first);
    }
  }

  /// Its output is still listened to for a while, since another process holds it.
  @ParameterizedTest
  @ArgumentsSource(SampledEngines.class)
  void aPoolGivesNothingToOneThatHasDiedWithNothingToDo(TestEngine engine) {
    try (ProcessManager pm = engine.open();
        JvmPool pool = pm.jvmPool(JvmOptions.defaults().workers(1))) {
      long pid =
          get(
              pool.submit(
                  () -> {
                    new ProcessBuilder("sleep", "4").inheritIO().start();
                    return ProcessHandle.current().pid();
                  }));
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      await().atMost(20, SECONDS).until(() -> !Scenario.lives(pid));
      LockSupport.parkNanos(MILLISECONDS.toNanos(300)); // to hear of it, less than it listens

      assertThat(get(pool.submit(() -> 1))).isEqualTo(1);
    }
  }
}
