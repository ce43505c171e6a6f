package dev.processmanager.probe;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandProbeTest {

  private final ManualTime time = new ManualTime();
  private final ProbeContext context =
      new TestContext(time, new FakeLauncher().launch(new TestLaunch(time)).join());
  private final FakeLauncher script = new FakeLauncher();

  @Test
  void aCheckGivesItMoreTimeThanOthers() {
    Probe command = Probe.command(new FakeLauncher());

    assertThat(HealthCheck.liveness(Probe.process()).timeout()).isEqualTo(ofSeconds(1));
    assertThat(HealthCheck.liveness(command).timeout()).isEqualTo(ofSeconds(5));
    assertThat(HealthCheck.startup(Probe.process().and(command)).timeout()).isEqualTo(ofSeconds(5));
    assertThat(HealthCheck.readiness(command.fallback(Probe.process())).timeout())
        .isEqualTo(ofSeconds(5));
    assertThat(HealthCheck.readiness(command).within(ofSeconds(2)).timeout())
        .isEqualTo(ofSeconds(2));
  }

  @Test
  void passesIfItsCommandIsASuccess() throws Exception {
    CompletableFuture<ProbeResult> answer = asked(script);
    script.lastRun().exits(0);
    assertThat(answer.get(10, SECONDS)).isEqualTo(ProbeResult.pass());
  }

  @Test
  void failsWithTheExitOfItsCommand() throws Exception {
    CompletableFuture<ProbeResult> answer = asked(script);
    script.lastRun().exits(3);
    assertThat(answer.get(10, SECONDS)).isEqualTo(ProbeResult.fail("fake: exit code 3"));
  }

  @Test
  void failsIfItsCommandCanNeverBeLaunched() throws Exception {
    script.failNext(true);
    assertThat(Probe.command(script).check(context))
        .isEqualTo(ProbeResult.fail("fake: scripted launch failure"));
  }

  @Test
  void cannotTellIfItsCommandCannotBeLaunchedNow() {
    script.failNext(false);
    assertThatThrownBy(() -> Probe.command(script).check(context))
        .isInstanceOf(LaunchException.class);
  }

  @Test
  void endsItsCommandWhenItIsInterrupted() throws Exception {
    Thread asker = Thread.startVirtualThread(() -> ask(script));
    await().until(() -> !script.runs().isEmpty());
    asker.interrupt();

    assertThat(asker.join(ofSeconds(10))).isTrue();
    assertThat(script.lastRun().stops()).containsExactly(StopPlan.immediate());
    assertThat(script.lastRun().exit().join()).isInstanceOf(Exit.Signalled.class);
  }

  @Test
  void waitsForTheEndOfItsCommandWhenItIsInterrupted() throws Exception {
    Thread asker = Thread.startVirtualThread(() -> ask(script));
    await().until(() -> !script.runs().isEmpty());
    script.lastRun().stubborn();
    asker.interrupt();
    await().until(() -> !script.lastRun().stops().isEmpty());
    assertThat(asker.isAlive()).isTrue();

    script.lastRun().survives();
    assertThat(asker.join(ofSeconds(10))).isTrue();
  }

  @Test
  void givesUpALaunchWhenItIsInterrupted() throws Exception {
    var launch = new CompletableFuture<Execution>();
    var begun = new CompletableFuture<LaunchContext>();
    Launcher slow = slow(launch, begun);
    Thread asker = Thread.startVirtualThread(() -> ask(slow));
    begun.get(10, SECONDS);
    asker.interrupt();

    assertThat(asker.join(ofSeconds(10))).isTrue();
    assertThat(launch).isCancelled();
  }

  private static Launcher slow(
      CompletableFuture<Execution> launch, CompletableFuture<LaunchContext> begun) {
    return new Launcher() {
      @Override
      public ProcessKind kind() {
        return ProcessKind.CLI_COMMAND;
      }

      @Override
      public String description() {
        return "slow";
      }

      @Override
      public CompletableFuture<Execution> launch(LaunchContext context) {
        begun.complete(context);
        return launch;
      }
    };
  }

  private CompletableFuture<ProbeResult> asked(FakeLauncher launcher) {
    var answer = CompletableFuture.supplyAsync(() -> ask(launcher), Thread::startVirtualThread);
    await().until(() -> !launcher.runs().isEmpty());
    return answer;
  }

  private ProbeResult ask(Launcher launcher) {
    try {
      return Probe.command(launcher).check(context);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
