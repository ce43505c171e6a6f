package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static dev.processmanager.traps.TrapRig.millis;
import static dev.processmanager.traps.TrapRig.openFiles;
import static dev.processmanager.traps.TrapRig.threads;
import static dev.processmanager.traps.TrapRig.zombies;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Output and those who listen to it.
@Timeout(90)
class OutputTrapsTest {

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 12: a thousand fast exits")
  void aThousandFastExitsLoseNotAByteAndLeaveNothing(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      echo(pm, 100);
      long files = openFiles();
      long threads = threads("process-manager");
      echo(pm, 1_000);

      await()
          .atMost(10, SECONDS)
          .untilAsserted(
              () -> {
                assertThat(openFiles()).isLessThanOrEqualTo(files + 10);
                assertThat(threads("process-manager")).isLessThanOrEqualTo(threads);
                assertThat(zombies()).isEmpty();
              });
    }
  }

  /// What listeners hear comes before the end.
  private static void echo(ProcessManager pm, int count) {
    var runs = new ArrayList<CompletableFuture<ProcessResult>>();
    var heardAtTheEnd = new ArrayList<CompletableFuture<List<String>>>();
    for (int i = 0; i < count; i++) {
      var heard = new CopyOnWriteArrayList<String>();
      Command echo = Command.of("echo", "hello " + i).onLine(line -> heard.add(line.text()));
      runs.add(pm.runCli(echo));
      heardAtTheEnd.add(runs.getLast().thenApply(_ -> List.copyOf(heard)));
    }
    for (int i = 0; i < count; i++) {
      assertThat(get(runs.get(i)).stdout()).isEqualTo("hello " + i + "\n");
      assertThat(get(heardAtTheEnd.get(i))).containsExactly("hello " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 12: the order of start and end")
  void whatEndsAtOnceHasStartedBeforeAndEndsOnce(TestEngine engine) {
    var events = new CopyOnWriteArrayList<ProcessEvent>();
    try (ProcessManager pm = engine.open()) {
      pm.listen(events::add);
      for (int i = 0; i < 100; i++) {
        String id = "n" + i;
        pm.startCliBackground(Command.of("true"), as -> as.id(id));
      }
      for (int i = 0; i < 100; i++) {
        get(pm.waitForProcess("n" + i));
      }
    }
    for (int i = 0; i < 100; i++) {
      String id = "n" + i;
      List<String> told =
          events.stream()
              .filter(event -> event.key().id().equals(id))
              .map(OutputTrapsTest::inShort)
              .toList();
      assertThat(told).as(id).containsExactly("STARTING", "RUNNING", "ended", "STOPPED");
    }
  }

  private static String inShort(ProcessEvent event) {
    return switch (event) {
      case ProcessEvent.StateChanged change -> change.to().name();
      case ProcessEvent.RunEnded _ -> "ended";
      case ProcessEvent.RestartScheduled _,
          ProcessEvent.HealthChanged _,
          ProcessEvent.LimitExceeded _,
          ProcessEvent.DependenciesAwaited _ ->
          "unexpected";
    };
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 14: a listener that blocks")
  void aListenerThatBlocksHoldsBackItsOwnChildOnly(TestEngine engine) {
    var gate = new CountDownLatch(1);
    var taken = new AtomicLong();
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<ProcessResult> slow =
          pm.runCli(
              rig.sh("head -c 20000000 /dev/zero")
                  .output(
                      (_, chunk) -> {
                        awaitGate(gate);
                        taken.addAndGet(chunk.remaining());
                      }));
      assertThat(get(pm.runCli(rig.sh("seq 1 5000"))).stdout().lines()).hasSize(5_000);
      assertThat(slow).isNotDone();
      gate.countDown();

      assertThat(get(slow).success()).isTrue();
      assertThat(taken).hasValue(20_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 14: a listener that throws")
  void aListenerThatThrowsHarmsNeitherItsRunNorOthers(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      Command bad =
          rig.sh("seq 1 1000")
              .onLine(
                  _ -> {
                    throw new IllegalStateException("bad listener");
                  });
      for (ProcessResult result :
          List.of(get(pm.runCli(bad)), get(pm.runCli(rig.sh("seq 1 1000"))))) {
        assertThat(result.success()).isTrue();
        assertThat(result.stdout().lines()).hasSize(1_000);
      }
    }
  }

  private static void awaitGate(CountDownLatch gate) {
    try {
      assertThat(gate.await(40, SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  @DisplayName("trap 15: more silent children than there are carriers of virtual threads")
  void threeHundredSilentChildrenDoNotHoldBackVirtualThreads(TestEngine engine) throws Exception {
    try (ProcessManager pm = engine.open()) {
      var starts = new ArrayList<CompletableFuture<ManagedProcess>>();
      for (int i = 0; i < 300; i++) {
        Command silent = rig.mark(Command.of("sleep", "60")).input("x".repeat(100));
        starts.add(pm.startCliBackground(silent, as -> as.stop(StopPlan.immediate())));
      }
      starts.forEach(TrapRig::get);
      var worst = new AtomicLong();
      Thread ticker = Thread.ofVirtual().start(() -> tick(worst));
      assertThat(ticker.join(ofSeconds(30))).isTrue();

      assertThat(worst.get()).isLessThan(500);
      assertThat(millis(() -> assertThat(get(pm.runCli("echo", "hi")).stdout()).isEqualTo("hi\n")))
          .isLessThan(2_000);
      assertThat(get(pm.stopAll()).complete()).isTrue();
      assertThat(starts).allMatch(p -> get(p).status().state() == ProcessState.STOPPED);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  private static void tick(AtomicLong worst) {
    for (int i = 0; i < 200; i++) {
      worst.accumulateAndGet(millis(() -> LockSupport.parkNanos(10_000_000)), Math::max);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 26: streams that are closed right after the end")
  void nothingIsLostAtTheEnd(TestEngine engine) {
    String all = IntStream.rangeClosed(1, 5_000).mapToObj(i -> i + "\n").collect(joining());
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < 60; i++) {
        assertThat(get(pm.runCli("seq", "1", "5000")).stdout()).isEqualTo(all);
      }
    }
  }
}
