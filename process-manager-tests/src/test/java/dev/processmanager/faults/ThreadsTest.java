package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Signal;
import dev.processmanager.process.StopPlan;
import dev.processmanager.restart.Decision;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which threads do what.
class ThreadsTest {

  private static final String ENGINE =
      "process-manager-(loop|pump|spawner|timer|stop|exit)[-0-9]*|process-manager-mailbox.*";

  /// Where each kind of user code was last run.
  private final Map<String, Thread> seen = new ConcurrentHashMap<>();

  /// Nothing comes to its end before everything has been attached to it.
  private final CountDownLatch attached = new CountDownLatch(1);

  @ParameterizedTest
  @EnumSource
  void noUserCodeRunsOnAThreadOfTheLibrary(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      pm.listen(_ -> saw("listener"));
      List<CompletableFuture<?>> runs = runOnce(pm);
      CompletableFuture<ManagedProcess> start = start(pm);
      attached.countDown();
      runs.forEach(run -> get(run.handle((_, _) -> true)));
      end(pm, get(start));
      stop(pm);
      await().atMost(20, SECONDS).untilAsserted(() -> assertThat(seen).hasSize(15));
    }
    assertThat(seen)
        .allSatisfy(
            (what, thread) -> {
              // What is done already when somebody depends on it runs on his own thread.
              assertThat(thread.isVirtual() || thread == Thread.currentThread())
                  .as("%s on %s", what, thread)
                  .isTrue();
              assertThat(thread.getName()).as(what).doesNotMatch(ENGINE);
            });
  }

  private List<CompletableFuture<?>> runOnce(ProcessManager pm) {
    return List.of(
        watched("result of a run", pm.runCli(Command.of("echo", "x").output(sink("run's sink")))),
        pm.runCli(Command.of("echo", "x").onLine(_ -> saw("line listener"))),
        watched("end by a limit", pm.runCli(held("sleep", "60").timeout(ofMillis(500)))),
        watched("refusal", pm.runCli(held("no-such-program"))));
  }

  private Command held(String... argv) {
    return Command.of(argv).output(sink("sink"));
  }

  private CompletableFuture<ManagedProcess> start(ProcessManager pm) {
    Command command = Command.shell("echo x; exec sleep 60").output(sink("sink"));
    HealthCheck check = HealthCheck.readiness(_ -> pass()).every(ofMillis(50));
    return watched(
        "start",
        pm.startCliBackground(
            command,
            as ->
                as.id("watched")
                    .check(check)
                    .restart(
                        ended -> {
                          saw("restart policy");
                          return Decision.finish(ended);
                        })));
  }

  private void end(ProcessManager pm, ManagedProcess process) {
    get(process.whenHealthy());
    watched("exit", process.exit());
    watched("end", process.result());
    watched("wait", pm.waitForProcess(process.id(), ofSeconds(60)));
    watched("limit of a wait", pm.waitForProcess(process.id(), ofMillis(200)));
    await().atMost(20, SECONDS).until(() -> seen.containsKey("limit of a wait"));
    get(process.signal(Signal.KILL));
    get(process.result());
  }

  private void stop(ProcessManager pm) {
    Command stubborn = Command.shell("trap '' TERM; echo up; while :; do sleep 0.05; done");
    ManagedProcess process = get(pm.startCliBackground(stubborn));
    await().atMost(20, SECONDS).until(() -> !process.output().tail(1).isEmpty());
    get(watched("stop", process.stop(StopPlan.graceful(ofMillis(300)))));
  }

  private <T> CompletableFuture<T> watched(String what, CompletableFuture<T> future) {
    future.whenComplete((_, _) -> saw(what));
    return future;
  }

  private void saw(String what) {
    seen.put(what, Thread.currentThread());
  }

  private ProbeResult pass() {
    saw("probe");
    return ProbeResult.pass();
  }

  private OutputSink sink(String what) {
    return new OutputSink() {
      @Override
      public OutputSink open() {
        saw(what);
        try {
          attached.await();
        } catch (InterruptedException interrupted) {
          throw new IllegalStateException(interrupted);
        }
        return this;
      }

      @Override
      public void write(Line.Source source, ByteBuffer chunk) {
        saw(what);
      }

      @Override
      public void end() {
        saw(what);
      }
    };
  }

  /// A spawn on a virtual thread stalls all others for up to half a second.
  @ParameterizedTest
  @EnumSource
  void virtualThreadsGoOnDuringManySpawns(TestEngine engine) {
    var over = new AtomicBoolean();
    var worst = new AtomicLong();
    Thread.startVirtualThread(
        () -> {
          while (!over.get()) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(10_000_000);
            worst.accumulateAndGet(System.nanoTime() - begin, Math::max);
          }
        });
    try (ProcessManager pm = engine.open()) {
      List<CompletableFuture<?>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        var run = new CompletableFuture<Void>();
        runs.add(run);
        Thread.startVirtualThread(() -> pm.runCli("true").thenAccept(_ -> run.complete(null)));
      }
      runs.forEach(Machine::get);
    } finally {
      over.set(true);
    }
    assertThat(worst.get()).isPositive().isLessThan(SECONDS.toNanos(3));
  }
}
