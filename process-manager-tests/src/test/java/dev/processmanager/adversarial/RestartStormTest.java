package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.lines;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Restarts without a pause, and operators who disagree.
@Timeout(90)
class RestartStormTest {

  private static final RestartPolicy STORM =
      RestartPolicy.always().unlimited().backoff(Backoff.fixed(ZERO));

  @TempDir Path directory;
  private final Rig rig = new Rig();

  @ParameterizedTest
  @EnumSource
  void aStopInTheMiddleOfAStormWins(TestEngine engine) {
    var random = new Random(7);
    try (ProcessManager pm = engine.open()) {
      for (int i = 0; i < 40; i++) {
        String id = "storm" + i;
        CompletableFuture<ManagedProcess> start =
            pm.startCliBackground(rig.sh("exit 3"), as -> as.id(id).restart(STORM));
        LockSupport.parkNanos(random.nextInt(40_000_000));
        assertThat(get(pm.stopProcess(id)).complete()).isTrue();
        var status = get(pm.getStatus(id));
        assertThat(status.state()).isEqualTo(ProcessState.STOPPED);
        assertThat(status.pid()).isEmpty();
        assertThat(status.nextAttemptAt()).isEmpty();
        get(start.handle((p, f) -> true));
        int generation = status.generation();
        LockSupport.parkNanos(20_000_000);
        assertThat(get(pm.getStatus(id)).generation()).isEqualTo(generation);
      }
      rig.noSurvivors(ofSeconds(2));
    }
  }

  @Test
  void aStormHasOneLiveProcessAtMostAndStarvesNobody() {
    Path alive = directory.resolve("lock");
    Path twice = directory.resolve("twice");
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess storm =
          get(
              pm.startCliBackground(
                  rig.sh("mkdir \"$1\" || echo two >> \"$2\"; rmdir \"$1\"; exit 1", alive, twice),
                  as -> as.id("storm").restart(STORM)));
      assertThat(millis(() -> assertThat(get(pm.runCli("echo", "hi")).success()).isTrue()))
          .isLessThan(2_000);
      await().atMost(ofSeconds(20)).until(() -> storm.status().restarts() > 50);
      assertThat(millis(() -> get(storm.stop()))).isLessThan(2_000);
      assertThat(lines(twice)).isEmpty();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void anInstantPermanentFailureIsNotRetried() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () ->
                      get(
                          pm.startCliBackground(
                              Command.of("/no/such/program"), as -> as.id("x").restart(STORM)))))
          .isInstanceOf(LaunchException.class);
      assertThat(get(pm.getStatus("x")).state()).isEqualTo(ProcessState.FATAL);
    }
  }

  @Test
  void aStoppedBackoffBeginsWithAFreshBudget() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      Path runs = directory.resolve("runs");
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("echo x >> \"$1\"; exit 1", runs),
                  as ->
                      as.id("b")
                          .restart(
                              RestartPolicy.onFailure()
                                  .atMost(2)
                                  .backoff(Backoff.fixed(ofMillis(100))))));
      await().atMost(ofSeconds(5)).until(() -> lines(runs).size() >= 2);
      get(p.stop());
      int before = lines(runs).size();
      get(p.start().handle((ok, f) -> true));
      await().atMost(ofSeconds(5)).until(() -> p.status().state() == ProcessState.FATAL);
      assertThat(lines(runs)).hasSize(before + 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsStartStopAndRestartOneId(TestEngine engine) throws InterruptedException {
    var unexpected = new ArrayList<Throwable>();
    var pids = ConcurrentHashMap.<Long>newKeySet();
    try (ProcessManager pm = engine.open()) {
      Command command = rig.sh("exec sleep 60");
      get(
          pm.startCliBackground(
              command, as -> as.id("same").stop(StopPlan.graceful(ofSeconds(2)))));
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 12; t++) {
        Runnable work =
            () -> {
              var random = ThreadLocalRandom.current();
              for (int i = 0; i < 15; i++) {
                CompletableFuture<?> done =
                    switch (random.nextInt(6)) {
                      case 0 -> pm.startProcess("same");
                      case 1 -> pm.stopProcess("same");
                      case 2 -> pm.restartProcess("same");
                      case 3 -> pm.stopProcess("same", StopPlan.immediate());
                      case 4 ->
                          pm.startCliBackground(
                              command, as -> as.id("same").stop(StopPlan.graceful(ofSeconds(2))));
                      default -> pm.getStatus("same");
                    };
                try {
                  get(done);
                } catch (ProcessException | CancellationException expected) {
                  // a start that a stop has overtaken, or an id that is taken
                } catch (Throwable other) {
                  synchronized (unexpected) {
                    unexpected.add(other);
                  }
                }
                if (get(pm.getStatus("same")).pid().isPresent()) {
                  get(pm.getStatus("same")).pid().ifPresent(pids::add);
                }
              }
            };
        threads.add(t % 2 == 0 ? Thread.ofPlatform().start(work) : Thread.ofVirtual().start(work));
      }
      for (Thread thread : threads) {
        assertThat(thread.join(ofSeconds(60))).isTrue();
      }
      assertThat(unexpected).isEmpty();
      get(pm.stopProcess("same"));
      assertThat(get(pm.getStatus("same")).state()).isEqualTo(ProcessState.STOPPED);
      rig.noSurvivors(ofSeconds(1));
    }
  }

  @Test
  void ofManyStartsWithOneIdExactlyOneWins() throws InterruptedException {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      for (int round = 0; round < 10; round++) {
        String id = "dup" + round;
        var won = new AtomicInteger();
        var lost = new AtomicInteger();
        var go = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
          threads.add(
              Thread.ofPlatform()
                  .start(
                      () -> {
                        try {
                          go.await();
                          get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id(id)));
                          won.incrementAndGet();
                        } catch (DuplicateIdException expected) {
                          lost.incrementAndGet();
                        } catch (InterruptedException e) {
                          throw new AssertionError(e);
                        }
                      }));
        }
        go.countDown();
        for (Thread thread : threads) {
          assertThat(thread.join(ofSeconds(20))).isTrue();
        }
        assertThat(won).hasValue(1);
        assertThat(lost).hasValue(15);
        await().atMost(ofSeconds(10)).until(() -> rig.survivors().size() == 1);
        get(pm.removeProcess(id));
        assertThat(rig.survivors()).isEmpty();
      }
    }
  }

  @Test
  void twentyRestartsAtOnceGiveOneProcess() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("r")));
      List<CompletableFuture<ManagedProcess>> restarts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        restarts.add(pm.restartProcess("r"));
      }
      restarts.forEach(Rig::get);
      assertThat(get(pm.isRunning("r"))).isTrue();
      await().atMost(ofSeconds(10)).until(() -> rig.survivors().size() == 1);
      List<CompletableFuture<StopReport>> removes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        removes.add(pm.removeProcess("r"));
      }
      removes.forEach(r -> get(r.handle((ok, f) -> true)));
      assertThat(get(pm.getHandle("r"))).isEmpty();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void removeAndStartOfOneIdAtOnceLeaveAProcessThatIsKnown() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      for (int i = 0; i < Sample.of(15, 50); i++) {
        get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("r")));
        var remove = pm.removeProcess("r");
        var again = pm.startProcess("r");
        var fresh = pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("r"));
        get(remove.handle((ok, f) -> true));
        get(again.handle((ok, f) -> true));
        get(fresh.handle((ok, f) -> true));
        // The environment of a process is briefly empty while it is being replaced by exec.
        await()
            .atMost(ofSeconds(10))
            .until(() -> rig.survivors().size() == (get(pm.isRunning("r")) ? 1 : 0));
        get(pm.stopProcess("r").handle((ok, f) -> true));
        assertThat(rig.survivors()).as("round %s", i).isEmpty();
      }
    }
  }
}
