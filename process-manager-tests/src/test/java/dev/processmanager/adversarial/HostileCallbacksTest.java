package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessState;
import dev.processmanager.restart.Decision;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Listeners, probes and policies that throw or never return.
@Timeout(60)
class HostileCallbacksTest {

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
        pm.listen(_ -> Rig.await(never));
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
    var release = new AtomicBoolean();
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
  private static Decision noDecision() {
    return null;
  }

  @Test
  void aPolicyThatNeverReturnsDoesNotHoldAStop() {
    var never = new CountDownLatch(1);
    RestartPolicy policy =
        ended -> {
          Rig.await(never);
          return Decision.restart(ofMillis(1), ended);
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
}
