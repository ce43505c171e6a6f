package dev.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.FakeRun;
import dev.processmanager.testing.ManualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final ProbeResult PASS = ProbeResult.pass();

  private final FakeLauncher launcher = new FakeLauncher();
  private final ManualTime time = new ManualTime();
  private ProbeContext context;
  private HttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    context = new TestContext(time, launcher.launch(new TestLaunch(time)).join());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/ok", exchange -> answer(exchange, 200, "all is well"));
    server.createContext("/broken", exchange -> answer(exchange, 500, "oops"));
    server.createContext("/created", exchange -> answer(exchange, 201, ""));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/ok");
          answer(exchange, 302, "");
        });
    server.createContext(
        "/secret",
        exchange -> {
          boolean allowed = "yes".equals(exchange.getRequestHeaders().getFirst("X-Allowed"));
          answer(exchange, allowed ? 200 : 403, "");
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stopServing() {
    server.stop(0);
  }

  @Test
  void httpPassesOnAGoodStatusAndFollowsRedirects() throws Exception {
    assertThat(Probe.http(url + "/ok").check(context)).isEqualTo(PASS);
    assertThat(Probe.http(url + "/created").check(context)).isEqualTo(PASS);
    assertThat(Probe.http(url + "/moved").check(context)).isEqualTo(PASS);
    assertThat(Probe.http(url + "/broken").check(context))
        .isEqualTo(ProbeResult.fail(url + "/broken: status 500"));
  }

  @Test
  void httpCanBeTold() throws Exception {
    assertThat(Probe.http(url + "/created").status(200).check(context))
        .isInstanceOf(ProbeResult.Fail.class);
    assertThat(Probe.http(url + "/broken").status(500).check(context)).isEqualTo(PASS);
    assertThat(Probe.http(url + "/ok").body(body -> body.contains("well")).check(context))
        .isEqualTo(PASS);
    assertThat(Probe.http(url + "/ok").body(body -> body.contains("ill")).check(context))
        .isInstanceOf(ProbeResult.Fail.class);
    assertThat(Probe.http(url + "/secret").check(context)).isInstanceOf(ProbeResult.Fail.class);
    assertThat(Probe.http(url + "/secret").header("X-Allowed", "yes").check(context))
        .isEqualTo(PASS);
  }

  @Test
  void nobodyThereIsAFailure() throws Exception {
    int port = freePort();
    assertThat(Probe.http("http://127.0.0.1:" + port + "/").check(context))
        .isInstanceOf(ProbeResult.Fail.class);
    assertThat(Probe.tcp("127.0.0.1", port).check(context)).isInstanceOf(ProbeResult.Fail.class);
  }

  @Test
  void tcpConnects() throws Exception {
    assertThat(Probe.tcp("127.0.0.1", server.getAddress().getPort()).check(context))
        .isEqualTo(PASS);
  }

  @Test
  void processAsksWhetherItLives() throws Exception {
    FakeRun run = launcher.lastRun();
    assertThat(Probe.process().check(context)).isEqualTo(PASS);
    run.freezes();
    assertThat(Probe.process().check(context)).isInstanceOf(ProbeResult.Fail.class);
  }

  @Test
  void probesCombine() throws Exception {
    Probe yes = _ -> PASS;
    Probe no = _ -> ProbeResult.fail("no");
    assertThat(yes.and(yes).check(context)).isEqualTo(PASS);
    assertThat(yes.and(no).check(context)).isEqualTo(ProbeResult.fail("no"));
    assertThat(no.and(yes).check(context)).isEqualTo(ProbeResult.fail("no"));
    assertThat(no.or(yes).check(context)).isEqualTo(PASS);
    assertThat(no.or(no).check(context)).isEqualTo(ProbeResult.fail("no"));
  }

  @Test
  void aBlockedHttpProbeEndsWhenItIsInterrupted() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Probe probe = Probe.http("http://127.0.0.1:" + silent.getLocalPort() + "/");
      Thread asker =
          Thread.startVirtualThread(
              () -> {
                try {
                  probe.check(context);
                } catch (Exception interrupted) {
                  Thread.currentThread().interrupt();
                }
              });
      silent.accept().getInputStream().read();
      asker.interrupt();

      assertThat(asker.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void refusesWhatMeansNothingWithTheValueInTheMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.http("ftp://x"))
        .withMessageContaining("ftp://x");
    assertThatIllegalArgumentException().isThrownBy(() -> Probe.http("no address"));
    assertThatIllegalArgumentException().isThrownBy(() -> Probe.tcp(0)).withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.tcp(65_536))
        .withMessageContaining("65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.http(url).status(42))
        .withMessageContaining("42");
    HealthCheck check = HealthCheck.liveness(Probe.process());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.every(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.within(Duration.ofSeconds(-1)))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.after(Duration.ofSeconds(-1)))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.failures(0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.successes(2))
        .withMessageContaining("2");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
