package dev.processmanager.supervise;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.processmanager.output.Line;
import dev.processmanager.output.OutputSink;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.Health;
import dev.processmanager.registry.Registry;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Probes that ask what only the supervision knows of a run.
@Timeout(60)
class ProbesOfARunTest {

  private final ManualTime time = new ManualTime();
  private final FakeLauncher launcher = new FakeLauncher();
  private final Supervision supervision =
      new Supervision(time, Registry.inMemory(), UnaryOperator.identity());

  @Test
  void aLogLineCountsEvenIfItCameBeforeTheFirstCheck() throws Exception {
    Probe ready = Probe.logLine("^ready$").and(_ -> ProbeResult.pass()).within(ofSeconds(1));
    ManagedProcess web = started(ready.fallback(_ -> ProbeResult.pass()));
    print(launcher.lastRun(), "starting\nready\nworking\n");
    ask();
    ask();
    awaitHealth(web, Health.HEALTHY);
    assertThat(failures(web)).containsExactly(0, 0);
  }

  @Test
  void anUnfinishedLineIsNoLine() throws Exception {
    ManagedProcess web = started(Probe.logLine("^ready$"));
    OutputSink sink = print(launcher.lastRun(), "ready");
    ask();
    awaitHealth(web, Health.UNHEALTHY);
    sink.write(Line.Source.STDOUT, bytes("\n"));
    ask();
    awaitHealth(web, Health.HEALTHY);
  }

  @Test
  void eachIncarnationHasToPrintItsOwnLine() throws Exception {
    ManagedProcess web = started(Probe.logLine("ready"));
    OutputSink old = print(launcher.lastRun(), "ready\n");
    ask();
    awaitHealth(web, Health.HEALTHY);

    web.restart().get(10, SECONDS);
    old.write(Line.Source.STDOUT, bytes("ready\n"));
    ask();
    awaitHealth(web, Health.UNHEALTHY);
    print(launcher.lastRun(), "ready\n");
    ask();
    awaitHealth(web, Health.HEALTHY);
  }

  @Test
  void aBadRegexIsRefusedAtTheCall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.logLine("ready("))
        .withMessageContaining("ready(");
  }

  @Test
  void aHeartbeatKeepsItHealthyForItsAge() throws Exception {
    ManagedProcess web = started(Probe.heartbeat(ofSeconds(2)));
    ask();
    ask();
    assertThat(web.refreshHealth()).isTrue();
    ask();
    ask();
    ask();
    assertThat(web.refreshHealth()).isTrue();
    ask();
    assertThat(failures(web)).containsExactly(0, 0, 0, 0, 1, 0);
    awaitHealth(web, Health.HEALTHY);
  }

  @Test
  void theStartOfAnIncarnationCountsAsItsFirstHeartbeat() throws Exception {
    ManagedProcess web = started(Probe.heartbeat(ofSeconds(2)));
    ask();
    ask();
    ask();
    awaitHealth(web, Health.UNHEALTHY);

    web.restart().get(10, SECONDS);
    ask();
    awaitHealth(web, Health.HEALTHY);
    assertThat(failures(web)).containsExactly(0, 0, 1, 0);
  }

  @Test
  void nobodyHasAHeartbeatWhileNothingRuns() throws Exception {
    ManagedProcess web = started(Probe.heartbeat(ofSeconds(2)));
    web.stop().get(10, SECONDS);
    assertThat(web.refreshHealth()).isFalse();
    web.start().get(10, SECONDS);
    assertThat(web.refreshHealth()).isTrue();
  }

  /// Its readiness check asks once a second, the first time after one second.
  private ManagedProcess started(Probe probe) throws Exception {
    ProcessSpec spec =
        ProcessSpec.of(launcher)
            .id("web")
            .check(
                HealthCheck.readiness(probe).after(ofSeconds(1)).every(ofSeconds(1)).failures(1));
    CompletableFuture<ManagedProcess> started = supervision.register(spec).started();
    return started.get(10, SECONDS);
  }

  private static List<Integer> failures(ManagedProcess process) {
    return process.healthHistory().stream().map(HealthRecord::consecutiveFailures).toList();
  }

  private void ask() {
    await().atMost(10, SECONDS).until(() -> time.pendingTimers() > 0);
    time.advance(ofSeconds(1));
  }

  private static void awaitHealth(ManagedProcess process, Health health) {
    await()
        .atMost(10, SECONDS)
        .untilAsserted(() -> assertThat(process.status().health()).isEqualTo(health));
  }

  /// Prints to what the supervision itself listens to.
  private static OutputSink print(FakeRun run, String text) throws IOException {
    OutputSink sink = run.context().outputs().getLast().open();
    sink.write(Line.Source.STDOUT, bytes(text));
    return sink;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
