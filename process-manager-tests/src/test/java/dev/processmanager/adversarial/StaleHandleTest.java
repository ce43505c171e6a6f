package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.process.ProcessState;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ManagedProcess;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Handles whose process has been removed, replaced or closed.
@Timeout(60)
class StaleHandleTest {

  private final Rig rig = new Rig();

  @Test
  void ofARemovedProcessStartsNothingThatNobodyKnows() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p = get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      get(pm.removeProcess("x"));
      get(p.start().handle((ok, failure) -> true));
      await()
          .atMost(ofSeconds(10))
          .until(() -> rig.survivors().size() == (get(pm.isRunning("x")) ? 1 : 0));
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void ofAReplacedProcessStartsNoSecondOne() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess old = get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      get(old.stop());
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      get(old.restart().handle((ok, failure) -> true));
      assertThat(rig.survivors()).hasSizeLessThan(2);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void startsNothingWhileTheManagerShutsDown() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    ManagedProcess rested = get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
    get(rested.stop());
    ManagedProcess slow =
        get(
            pm.startCliBackground(
                rig.sh("trap 'sleep 0.5; exit 0' TERM; echo ready; while :; do sleep 0.05; done")));
    await().atMost(ofSeconds(5)).until(() -> !slow.output().tail(1).isEmpty());
    CompletableFuture<StopReport> shutdown = pm.shutdown(ofSeconds(5));
    await().atMost(ofSeconds(5)).until(() -> slow.status().state() == ProcessState.STOPPING);
    catchThrowable(() -> get(rested.start()));
    get(shutdown);
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aStopThatAStartOvertakesCompletes() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"), as -> as.id("x").stop(StopPlan.graceful(ofSeconds(2)))));
      for (int i = 0; i < 20; i++) {
        var stop = p.stop();
        var start = p.start();
        assertThat(get(stop).complete()).isTrue();
        get(start);
        await().atMost(ofSeconds(2)).until(() -> rig.survivors().size() == 1);
      }
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void oneIdInTwoScopesIsTwoProcesses() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      var project = pm.scope(Scope.project(java.nio.file.Path.of("/tmp/./a/../b")));
      var same = pm.scope(Scope.project(java.nio.file.Path.of("/tmp/b")));
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      get(project.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      get(
          pm.scope(Scope.session("s:1\n\"é"))
              .startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      await().atMost(ofSeconds(2)).until(() -> rig.survivors().size() == 3);
      assertThat(get(same.isRunning("x"))).isTrue();
      get(pm.stopProcess("x"));
      assertThat(rig.survivors()).hasSize(2);
      get(project.stopAll());
      assertThat(rig.survivors()).hasSize(1);
      assertThat(get(pm.stopAll()).complete()).isTrue();
      assertThat(rig.survivors()).isEmpty();
    }
  }
}
