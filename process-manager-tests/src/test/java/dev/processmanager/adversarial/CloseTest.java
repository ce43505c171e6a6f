package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.Sample;
import dev.processmanager.TestEngine;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Closing at inconvenient times.
@Timeout(90)
class CloseTest {

  private final Rig rig = new Rig();

  @ParameterizedTest
  @EnumSource
  void duringLaunchesNobodySurvivesAndEveryFutureCompletes(TestEngine engine) throws Exception {
    var random = new Random(3);
    for (int round = 0; round < Sample.of(6, 15); round++) {
      ProcessManager pm = engine.open();
      var futures = new ArrayList<CompletableFuture<?>>();
      var go = new AtomicBoolean(true);
      Thread starter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 60 && go.get(); i++) {
                      try {
                        futures.add(
                            i % 2 == 0
                                ? pm.runCli(rig.sh("exec sleep 60"))
                                : pm.startCliBackground(
                                    rig.sh("exec sleep 60"),
                                    as ->
                                        as.restart(
                                            RestartPolicy.always().backoff(Backoff.fixed(ZERO)))));
                      } catch (IllegalStateException closed) {
                        return;
                      }
                    }
                  });
      LockSupport.parkNanos(random.nextInt(60_000_000));
      assertThat(millis(pm::close)).isLessThan(10_000);
      go.set(false);
      starter.join();
      rig.noSurvivors(ofSeconds(1));
      for (CompletableFuture<?> future : futures) {
        get(future.handle((ok, failure) -> true), 5);
      }
    }
  }

  @Test
  void duringBackoffEndsTheWait() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    ManagedProcess p =
        get(
            pm.startCliBackground(
                rig.sh("exit 1"),
                as ->
                    as.restart(RestartPolicy.onFailure().backoff(Backoff.fixed(ofSeconds(3600))))));
    await().atMost(ofSeconds(5)).until(() -> p.status().state() == ProcessState.BACKOFF);
    var exit = p.exit();
    var healthy = p.whenHealthy();
    assertThat(millis(pm::close)).isLessThan(1_000);
    get(exit.handle((ok, f) -> true), 2);
    get(healthy.handle((ok, f) -> true), 2);
    assertThat(p.status().state().isAtRest()).isTrue();
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void duringAStopThatTakesItsTimeIsBounded() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    ManagedProcess p =
        get(
            pm.startCliBackground(
                rig.sh("trap '' TERM; echo ready; while :; do sleep 0.1; done"),
                as -> as.stop(StopPlan.graceful(ofSeconds(600)))));
    await().atMost(ofSeconds(5)).until(() -> !p.output().tail(1).isEmpty());
    CompletableFuture<StopReport> stop = p.stop();
    CompletableFuture<StopReport> shutdown = pm.shutdown(ofMillis(300));
    assertThat(get(shutdown, 5).complete()).isTrue();
    assertThat(get(shutdown).forced()).isNotEmpty();
    assertThat(get(stop, 2).complete()).isTrue();
    assertThat(millis(pm::close)).isLessThan(500);
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void fromManyThreadsJoinsOneShutdown() throws InterruptedException {
    ProcessManager pm = TestEngine.PORTABLE.open();
    for (int i = 0; i < 5; i++) {
      get(pm.startCliBackground(rig.sh("exec sleep 60")));
    }
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofPlatform().start(pm::close));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(ofSeconds(10))).isTrue();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void fromACompletionCallbackDoesNotHang() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    get(pm.startCliBackground(rig.sh("exec sleep 60")));
    CompletableFuture<Void> closed = pm.runCli(rig.sh("exit 0")).thenAccept(_ -> pm.close());
    get(closed, 10);
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void fromAListenerDoesNotHang() {
    var closed = new CompletableFuture<Void>();
    ProcessManager pm = TestEngine.PORTABLE.open();
    pm.listen(
        event -> {
          if (event.describe().contains("RUNNING") && !closed.isDone()) {
            pm.close();
            closed.complete(null);
          }
        });
    pm.startCliBackground(rig.sh("exec sleep 60"));
    get(closed, 10);
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void returnsOnceListenersHaveHeardOfTheEnd() {
    var heard = new CopyOnWriteArrayList<String>();
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      pm.listen(
          event -> {
            LockSupport.parkNanos(ofMillis(50).toNanos());
            heard.add(event.describe());
          });
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("sleeper")));
    }
    assertThat(heard).last().asString().contains("-> STOPPED");
  }

  @Test
  void whenInterruptedStopsEverythingAllTheSame() throws InterruptedException {
    ProcessManager pm = TestEngine.PORTABLE.open();
    get(
        pm.startCliBackground(
            rig.sh("trap '' TERM; while :; do sleep 0.1; done"),
            as -> as.stop(StopPlan.graceful(ofMillis(500)))));
    var flag = new AtomicBoolean();
    Thread closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  pm.close();
                  flag.set(Thread.currentThread().isInterrupted());
                });
    assertThat(closer.join(ofSeconds(10))).isTrue();
    assertThat(flag).isTrue();
    rig.noSurvivors(ofSeconds(3));
  }

  @Test
  void everythingIsRefusedAfterwardsOrAnsweredButNothingHangs() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    ManagedProcess p = get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
    pm.close();
    List<java.util.function.Supplier<CompletableFuture<?>>> calls =
        List.of(
            () -> pm.runCli("true"),
            () -> pm.startCliBackground(rig.sh("exec sleep 60")),
            () -> pm.startProcess("x"),
            () -> pm.restartProcess("x"),
            () -> pm.stopProcess("x"),
            () -> pm.getStatus("x"),
            () -> pm.listProcesses(),
            () -> pm.waitForProcess("x"),
            () -> pm.removeProcess("x"),
            () -> pm.stopAll(),
            p::start,
            p::restart,
            p::stop,
            p::stopNow,
            p::whenHealthy,
            p::exit,
            p::result,
            () -> pm.shutdown(ZERO));
    for (var call : calls) {
      Throwable failure = catchThrowable(() -> get(call.get().handle((ok, f) -> true), 5));
      if (failure != null) {
        assertThat(failure).isInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(rig.survivors()).isEmpty();
  }
}
