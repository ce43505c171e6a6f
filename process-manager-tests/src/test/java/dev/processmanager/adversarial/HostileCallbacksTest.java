package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.lines;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callbacks that throw or never return.
@Timeout(60)
class HostileCallbacksTest {

  @TempDir Path directory;
  private final Rig rig = new Rig();

  @Test
  void aListenerThatThrowsOrBlocksDelaysNobody() {
    var never = new CountDownLatch(1);
    try (ProcessManager pm =
        TestEngine.PORTABLE.open(
            ProcessManager.builder()
                .listener(
                    _ -> {
                      throw new AssertionError("from a listener");
                    }))) {
      for (int i = 0; i < 20; i++) {
        pm.listen(
            _ -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
      }
      var heard = new AtomicInteger();
      pm.listen(_ -> heard.incrementAndGet());
      ManagedProcess p = get(pm.startCliBackground(rig.sh("exec sleep 60")));
      assertThat(millis(() -> get(p.stop()))).isLessThan(2_000);
      await().atMost(ofSeconds(5)).until(() -> heard.get() >= 4);
      never.countDown();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aLineListenerThatThrowsDoesNotTakeTheLogFileAway() {
    Path log = directory.resolve("app.log");
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("echo one; sleep 0.3; echo two; sleep 0.3; echo three")
                      .onLine(
                          _ -> {
                            throw new IllegalStateException("from a listener");
                          }),
                  as -> as.logFile(log)));
      get(p.result());
      assertThat(p.output().tail(10)).extracting(Line::text).containsExactly("one", "two", "three");
    }
    assertThat(lines(log)).containsExactly("one", "two", "three");
  }

  @Test
  void aSinkThatThrowsTakesNothingFromOtherSinks() {
    var other = new java.io.ByteArrayOutputStream();
    var ended = new AtomicInteger();
    OutputSink throwing =
        (_, _) -> {
          throw new IOException("disk full");
        };
    OutputSink good =
        new OutputSink() {
          @Override
          public void write(Line.Source source, ByteBuffer chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            other.writeBytes(bytes);
          }

          @Override
          public void end() {
            ended.incrementAndGet();
          }
        };
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      get(pm.runCli(rig.sh("echo one; sleep 0.3; echo two").output(good).output(throwing)));
    }
    assertThat(other.toString()).isEqualTo("one\ntwo\n");
    assertThat(ended).hasValue(1);
  }

  @Test
  void aSinkThatCannotBeOpenedFailsTheRunAndLeaksNoFile() {
    OutputSink closed =
        new OutputSink() {
          @Override
          public OutputSink open() {
            throw new IllegalStateException("not today");
          }

          @Override
          public void write(Line.Source source, ByteBuffer chunk) {}
        };
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      get(pm.runCli("true"));
      long before = Rig.openFiles();
      for (int i = 0; i < 50; i++) {
        Throwable failure =
            catchThrowable(
                () ->
                    get(
                        pm.startCliBackground(
                            rig.sh("exec sleep 60"),
                            as -> as.id("x").logFile(directory.resolve("x.log")).output(closed))));
        assertThat(failure).isNotNull();
        assertThat(get(pm.getStatus("x")).state().isAtRest()).isTrue();
      }
      assertThat(Rig.openFiles()).isLessThan(before + 20);
      assertThat(catchThrowable(() -> get(pm.runCli(rig.sh("exit 0").output(closed)))))
          .isInstanceOf(ProcessException.class);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aSinkThatNeverReturnsHoldsNeitherAStopNorAClose() {
    var never = new CountDownLatch(1);
    ProcessManager pm = TestEngine.PORTABLE.open();
    try {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("yes"),
                  as ->
                      as.output(
                          (_, _) -> {
                            try {
                              never.await();
                            } catch (InterruptedException e) {
                              throw new IllegalStateException(e);
                            }
                          })));
      await().atMost(ofSeconds(5)).until(() -> p.pid().isPresent());
      long pid = p.pid().orElseThrow();
      var stop = p.stop();
      await().atMost(ofSeconds(3)).until(() -> ProcessHandle.of(pid).isEmpty());
      assertThat(millis(() -> assertThat(get(stop).complete()).isTrue())).isLessThan(12_000);
      assertThat(get(pm.runCli("echo", "hi")).stdout()).isEqualTo("hi\n");
    } finally {
      assertThat(millis(pm::close)).isLessThan(15_000);
      never.countDown();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error", "null", "oom"})
  void aProbeThatThrowsIsInconclusiveAndKillsNothing(String what) {
    var asked = new AtomicInteger();
    Probe probe =
        Probe.function(
            _ -> {
              if (asked.incrementAndGet() > 5) {
                return ProbeResult.pass();
              }
              switch (what) {
                case "exception" -> throw new Exception("no");
                case "error" -> throw new Error("no");
                case "oom" -> throw new OutOfMemoryError("no");
                default -> {}
              }
              return what.equals("null") ? nothing() : ProbeResult.pass();
            });
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"),
                  as ->
                      as.check(
                          HealthCheck.liveness(probe)
                              .every(ofMillis(20))
                              .within(ofMillis(200))
                              .failures(1))));
      assertThat(get(p.whenHealthy(), 5).status().state()).isEqualTo(ProcessState.RUNNING);
      assertThat(p.status().restarts()).isZero();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  private static ProbeResult nothing() {
    return null;
  }

  @Test
  void aProbeThatNeverReturnsAndCannotBeInterruptedHoldsNobody() {
    var release = new java.util.concurrent.atomic.AtomicBoolean();
    Probe stuck =
        Probe.function(
            _ -> {
              while (!release.get()) {
                LockSupport.parkNanos(10_000_000);
                Thread.interrupted();
              }
              return ProbeResult.pass();
            });
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"),
                  as ->
                      as.check(
                          HealthCheck.readiness(stuck)
                              .every(ofMillis(20))
                              .within(ofMillis(50))
                              .failures(2))));
      await().atMost(ofSeconds(5)).until(() -> p.status().health() == Health.UNHEALTHY);
      assertThat(millis(() -> get(p.stop()))).isLessThan(2_000);
      release.set(true);
    }
  }

  @Test
  void oneCheckGivenTwiceIsNeverAskedTwiceAtATime() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var check =
        HealthCheck.readiness(
                Probe.function(
                    _ -> {
                      most.accumulateAndGet(now.incrementAndGet(), Math::max);
                      LockSupport.parkNanos(30_000_000);
                      now.decrementAndGet();
                      return ProbeResult.pass();
                    }))
            .every(ofMillis(10));
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.check(check).check(check)));
      get(p.whenHealthy());
      LockSupport.parkNanos(300_000_000);
      assertThat(most.get()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "null"})
  void aPolicyThatFailsGivesUp(String what) {
    RestartPolicy policy =
        _ -> {
          if (what.equals("throws")) {
            throw new AssertionError("no");
          }
          return noDecision();
        };
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(pm.startCliBackground(rig.sh("sleep 0.1; exit 1"), as -> as.restart(policy)));
      get(p.exit(), 5);
      assertThat(p.status().state()).isEqualTo(ProcessState.FATAL);
    }
  }

  @SuppressWarnings("DataFlowIssue")
  private static dev.processmanager.restart.Decision noDecision() {
    return null;
  }

  @Test
  void aPolicyThatNeverReturnsDoesNotHoldAStop() {
    var never = new CountDownLatch(1);
    RestartPolicy policy =
        ended -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return dev.processmanager.restart.Decision.restart(ofMillis(1), ended);
        };
    ProcessManager pm = TestEngine.PORTABLE.open();
    ManagedProcess p =
        get(pm.startCliBackground(rig.sh("exit 1"), as -> as.id("x").restart(policy)));
    await().atMost(ofSeconds(5)).until(() -> p.status().exit().isPresent());
    assertThat(millis(() -> get(p.stop()))).isLessThan(1_000);
    never.countDown();
    LockSupport.parkNanos(100_000_000);
    assertThat(p.status().state()).isEqualTo(ProcessState.STOPPED);
    assertThat(p.status().generation()).isEqualTo(1);
    pm.close();
  }

  @Test
  void aFollowerThatBlocksHoldsNobody() throws Exception {
    var never = new CountDownLatch(1);
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p = get(pm.startCliBackground(rig.sh("sleep 0.2; seq 1 50000; echo end")));
      p.output()
          .follow(
              _ -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(get(p.result(), 10).success()).isTrue();
      assertThat(p.output().tail(1).getFirst().text()).isEqualTo("end");
      never.countDown();
    }
  }
}
