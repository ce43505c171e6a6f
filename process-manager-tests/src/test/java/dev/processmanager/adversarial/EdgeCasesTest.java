package dev.processmanager.adversarial;

import static dev.processmanager.adversarial.Rig.get;
import static dev.processmanager.adversarial.Rig.millis;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.ProcessTimeoutException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.UnknownIdException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arguments and situations at the edge.
@Timeout(60)
class EdgeCasesTest {

  private final Rig rig = new Rig();

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "a\nb", "a\u0000", "é", "\uD83D\uDE00", "a:b", "a\n"})
  void badIdsAreRefusedAtTheCall(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of(Command.of("true")).id(id));
  }

  @Test
  void idsHaveALengthAndScopesAName() {
    assertThat(ProcessSpec.of(Command.of("true")).id("x".repeat(128)).id()).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of(Command.of("true")).id("x".repeat(129)));
    assertThatIllegalArgumentException().isThrownBy(() -> Scope.session(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A=B", "A\u0000B"})
  void badEnvironmentNamesAreRefusedAtTheCall(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("true").env(name, "x"));
  }

  @Test
  void joinThrowsWhatIsPromised() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      assertThatThrownBy(pm.runCli("/no/such")::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(LaunchException.class);
      assertThatThrownBy(pm.runCli(rig.sh("exec sleep 60").timeout(ofMillis(100)))::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ProcessTimeoutException.class);
      CompletableFuture<ProcessResult> cancelled = pm.runCli(rig.sh("exec sleep 60"));
      CompletableFuture<String> derived = cancelled.thenApply(ProcessResult::stdout);
      cancelled.cancel(false);
      assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
      assertThatThrownBy(derived::join)
          .isInstanceOfAny(CancellationException.class, CompletionException.class);
      for (CompletableFuture<?> unknown :
          List.<CompletableFuture<?>>of(
              pm.stopProcess("x"),
              pm.getStatus("x"),
              pm.waitForProcess("x"),
              pm.startProcess("x"),
              pm.restartProcess("x"),
              pm.removeProcess("x"))) {
        assertThatThrownBy(unknown::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(UnknownIdException.class);
      }
      get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("w")));
      assertThatThrownBy(pm.waitForProcess("w", ZERO)::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(get(pm.isRunning("w"))).isTrue();
    }
    rig.noSurvivors(ofSeconds(1));
  }

  @Test
  void inputThatAGrandchildHoldsUnreadDelaysNoResult() {
    // A shell gives /dev/null to what it starts in the background, unless by way of another number.
    String script = "exec 3<&0; sleep 8 <&3 3<&- >/dev/null 2>&1 & sleep 0.2; echo done";
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      var runs = new ArrayList<CompletableFuture<ProcessResult>>();
      for (int i = 0; i < 5; i++) {
        runs.add(pm.runCli(rig.sh(script).input(new byte[4_000_000])));
      }
      for (var run : runs) {
        assertThat(millis(() -> assertThat(get(run, 6).stdout()).isEqualTo("done\n")))
            .isLessThan(4_000);
      }
    }
  }

  @Test
  void stopNowHurriesAPatientStop() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("trap '' TERM; echo up; while :; do sleep 0.05; done"),
                  as -> as.stop(StopPlan.graceful(ofSeconds(600)))));
      await().atMost(ofSeconds(5)).until(() -> !p.output().tail(1).isEmpty());
      var patient = p.stop();
      var now = p.stopNow();
      assertThat(get(now, 5).forced()).isNotEmpty();
      assertThat(get(patient, 5).complete()).isTrue();
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aTreeThatKeepsForkingDies() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh(
                      "trap '' TERM; echo up; while :; do (trap '' TERM; setsid sleep 3 & setsid sh -c 'sleep 3 & sleep 3') & sleep 0.1; done"),
                  as -> as.stop(StopPlan.graceful(ofMillis(200)))));
      await().atMost(ofSeconds(5)).until(() -> !p.output().tail(1).isEmpty());
      LockSupport.parkNanos(500_000_000);
      assertThat(get(p.stop()).complete()).isTrue();
      assertThat(rig.survivors()).isEmpty();
    }
  }

  @Test
  void anExitFutureSeesNoRestart() {
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p = get(pm.startCliBackground(rig.sh("exec sleep 60"), as -> as.id("x")));
      var exit = p.exit();
      for (int i = 0; i < 5; i++) {
        get(p.restart());
      }
      assertThat(exit).isNotDone();
      get(p.stop());
      get(exit, 2);
    }
  }

  @Test
  void aRunOnAClosedManagerFailsAsItIsDocumented() {
    ProcessManager pm = TestEngine.PORTABLE.open();
    ManagedProcess p = get(pm.startCliBackground(rig.sh("exec sleep 60")));
    pm.close();
    assertThat(catchThrowable(() -> get(pm.runCli("true"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(catchThrowable(() -> get(p.start())))
        .isInstanceOfAny(IllegalStateException.class, ProcessException.class);
  }
}
