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
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers that behave badly.
@Timeout(60)
class HttpProbeFaultTest {

  enum Server {
    SILENT,
    SLOW_HEADERS,
    SLOW_BODY,
    GARBAGE,
    CLOSES,
    REDIRECTS_TO_ITSELF,
    ERROR_500,
    ENDLESS_HEADER
  }

  private final Rig rig = new Rig();

  private static ServerSocket serve(Server how) throws IOException {
    var server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  var socket = server.accept();
                  Thread.ofPlatform()
                      .daemon()
                      .start(
                          () -> {
                            try (socket) {
                              var out = socket.getOutputStream();
                              String text =
                                  switch (how) {
                                    case SILENT, CLOSES -> "";
                                    case SLOW_HEADERS, SLOW_BODY ->
                                        "HTTP/1.1 200 OK\r\n"
                                            + (how == Server.SLOW_BODY
                                                ? "Content-Length: 100\r\n\r\n"
                                                : "");
                                    case GARBAGE -> "\u0000\u0001garbage\r\n\r\n";
                                    case REDIRECTS_TO_ITSELF ->
                                        "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n";
                                    case ERROR_500 ->
                                        "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n";
                                    case ENDLESS_HEADER -> "HTTP/1.1 200 OK\r\nX: ";
                                  };
                              out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                              out.flush();
                              for (int i = 0;
                                  i < 1_000 && how != Server.CLOSES && how != Server.GARBAGE;
                                  i++) {
                                LockSupport.parkNanos(20_000_000);
                                if (how.name().startsWith("SLOW") || how == Server.ENDLESS_HEADER) {
                                  out.write('x');
                                  out.flush();
                                }
                              }
                            } catch (IOException closed) {
                              // the probe has gone away
                            }
                          });
                } catch (IOException closed) {
                  return;
                }
              }
            });
    return server;
  }

  @ParameterizedTest
  @EnumSource
  void isUnhealthyInTimeAndLeaksNothing(Server how) throws IOException {
    try (ServerSocket server = serve(how);
        ProcessManager pm = TestEngine.PORTABLE.open()) {
      long before = Rig.openFiles();
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"),
                  as ->
                      as.check(
                          HealthCheck.readiness(
                                  Probe.http("http://127.0.0.1:" + server.getLocalPort() + "/"))
                              .every(ofMillis(50))
                              .within(ofMillis(200))
                              .failures(3))));
      assertThat(
              millis(
                  () ->
                      await()
                          .atMost(ofSeconds(5))
                          .until(() -> p.status().health() == Health.UNHEALTHY)))
          .isLessThan(3_000);
      assertThat(p.status().state()).isEqualTo(ProcessState.RUNNING);
      assertThat(Rig.openFiles()).isLessThan(before + 40);
      assertThat(millis(() -> get(p.stop()))).isLessThan(2_000);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void flappingBelowTheThresholdKillsNothing() {
    var asked = new AtomicInteger();
    var flapping =
        Probe.function(
            _ -> asked.incrementAndGet() % 3 == 0 ? ProbeResult.pass() : ProbeResult.fail("flap"));
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"),
                  as ->
                      as.check(HealthCheck.liveness(flapping).every(ofMillis(5)).failures(3))
                          .restart(RestartPolicy.always())));
      await().atMost(ofSeconds(10)).until(() -> asked.get() > 100);
      assertThat(p.status().generation()).isEqualTo(1);
      assertThat(p.status().health()).isEqualTo(Health.HEALTHY);
    }
    assertThat(rig.survivors()).isEmpty();
  }

  @Test
  void aLivenessFailureRestartsWithOneLiveProcessAtMostUntilAStopWins() {
    var events = new CopyOnWriteArrayList<ProcessEvent>();
    try (ProcessManager pm = TestEngine.PORTABLE.open()) {
      pm.listen(events::add);
      ManagedProcess p =
          get(
              pm.startCliBackground(
                  rig.sh("exec sleep 60"),
                  as ->
                      as.check(
                              HealthCheck.liveness(Probe.function(_ -> ProbeResult.fail("never")))
                                  .every(ofMillis(10))
                                  .failures(2))
                          .restart(
                              RestartPolicy.onFailure()
                                  .unlimited()
                                  .backoff(Backoff.fixed(java.time.Duration.ZERO)))));
      for (int i = 0; i < 100; i++) {
        assertThat(rig.survivors()).hasSizeLessThan(2);
        LockSupport.parkNanos(5_000_000);
      }
      assertThat(p.status().restarts()).isPositive();
      get(p.stop());
      assertThat(p.status().state()).isEqualTo(ProcessState.STOPPED);
      assertThat(rig.survivors()).isEmpty();
    }
    assertThat(List.copyOf(events)).isNotEmpty();
  }
}
