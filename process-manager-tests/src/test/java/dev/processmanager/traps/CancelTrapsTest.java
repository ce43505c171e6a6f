package dev.processmanager.traps;

import static dev.processmanager.traps.TrapRig.get;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.process.ProcessResult;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens to a run when its future, or whoever waits for it, is no longer interested.
@Timeout(60)
class CancelTrapsTest {

  private static final String FAMILY = "sleep 60 & wait";

  private static final List<UnaryOperator<CompletableFuture<ProcessResult>>> DERIVATIONS =
      List.of(
          run -> run,
          run -> run.thenApply(result -> result),
          run -> run.whenComplete((_, _) -> {}).handle((result, _) -> result));

  @RegisterExtension final TrapRig rig = new TrapRig();

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 8: cancelling a run, or a future derived from it")
  void cancellingARunOrWhatIsDerivedFromItEndsTheTree(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (var derivation : DERIVATIONS) {
        CompletableFuture<ProcessResult> victim = derivation.apply(pm.runCli(rig.sh(FAMILY)));
        rig.awaitMembers(2);
        assertThat(victim.cancel(true)).isTrue();

        assertThatThrownBy(victim::join).isInstanceOf(CancellationException.class);
        rig.awaitNobody();
        victim.cancel(true);
        assertThat(victim).isCancelled();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 8: cancelling what is complete")
  void aCancelThatComesTooLateChangesNothing(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      CompletableFuture<ProcessResult> run = pm.runCli(rig.sh("echo done"));
      assertThat(get(run).stdout()).isEqualTo("done\n");

      assertThat(run.cancel(true)).isFalse();
      assertThat(get(run).success()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 9: orTimeout on the future of a run")
  void aFutureThatTimesOutEndsTheTree(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (var derivation : DERIVATIONS) {
        CompletableFuture<ProcessResult> victim = derivation.apply(pm.runCli(rig.sh(FAMILY)));
        rig.awaitMembers(2);
        victim.orTimeout(10, MILLISECONDS);

        assertThatThrownBy(victim::join).hasCauseInstanceOf(TimeoutException.class);
        rig.awaitNobody();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 11: interrupting who waits for a run")
  void interruptingWhoWaitsIsNoCancel(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
        CompletableFuture<ProcessResult> run = pm.runCli(rig.sh(FAMILY));
        var woken = new CompletableFuture<Throwable>();
        Thread waiter = kind.start(() -> woken.complete(catchThrowable(run::get)));
        rig.awaitMembers(2);
        waiter.interrupt();

        assertThat(get(woken)).isInstanceOf(InterruptedException.class);
        assertThat(run).isNotDone();
        assertThat(rig.survivors()).hasSize(2);
        run.cancel(true);
        rig.awaitNobody();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("trap 11: interrupting who runs a command and nothing else")
  void whoIsInterruptedLeavesNobodyBehindByClosing(TestEngine engine) {
    var woken = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (ProcessManager pm = engine.open()) {
                    pm.runCli(rig.sh(FAMILY)).get();
                  } catch (Exception failure) {
                    woken.complete(failure);
                  }
                });
    rig.awaitMembers(2);
    caller.interrupt();

    assertThat(get(woken)).isInstanceOf(InterruptedException.class);
    assertThat(rig.survivors()).isEmpty();
  }
}
