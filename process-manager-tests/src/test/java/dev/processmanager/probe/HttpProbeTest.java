package dev.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.processmanager.testing.FakeLauncher;
import dev.processmanager.testing.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an HTTP probe can be told about bodies, redirects and TLS.
@Timeout(60)
class HttpProbeTest {

  private static final ProbeResult PASS = ProbeResult.pass();
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private ProbeContext context;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    var time = new ManualTime();
    context = new TestContext(time, new FakeLauncher().launch(new TestLaunch(time)).join());
    server = HttpServer.create(loopback(), 10);
    begin(server);
  }

  @AfterEach
  void stopServing() {
    server.stop(0);
  }

  @Test
  void expectsATextInTheBody() throws Exception {
    assertThat(probe("/ok").contains("status: UP").check(context)).isEqualTo(PASS);
    assertThat(probe("/ok").contains("status: up").check(context))
        .isEqualTo(ProbeResult.fail(url("/ok") + ": no \"status: up\" in the body"));
  }

  @Test
  void expectsAMatchAnywhereInTheBody() throws Exception {
    assertThat(probe("/ok").matches("(?m)^status: (UP|READY)$").check(context)).isEqualTo(PASS);
    assertThat(probe("/ok").matches("\\Astatus").check(context))
        .isInstanceOf(ProbeResult.Fail.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe("/ok").matches("("))
        .withMessageContaining("(");
  }

  @Test
  void allThatIsExpectedMustHold() throws Exception {
    HttpProbe both = probe("/ok").contains("UP").matches("node \\d");
    assertThat(both.check(context)).isEqualTo(PASS);
    assertThat(both.body(String::isEmpty).check(context))
        .isEqualTo(ProbeResult.fail(url("/ok") + ": unexpected body"));
  }

  @Test
  void redirectsAreFollowedUnlessToldOtherwise() throws Exception {
    assertThat(probe("/moved").contains("UP").check(context)).isEqualTo(PASS);
    assertThat(probe("/moved").noRedirects().contains("UP").check(context))
        .isInstanceOf(ProbeResult.Fail.class);
    assertThat(probe("/moved").noRedirects().status(302).check(context)).isEqualTo(PASS);
    assertThat(probe("/moved").noRedirects().status(200).check(context))
        .isEqualTo(ProbeResult.fail(url("/moved") + ": status 302"));
  }

  @Test
  void trustsWhatItsTlsContextTrusts() throws Exception {
    SSLContext own = tls();
    HttpsServer secure = HttpsServer.create(loopback(), 10);
    secure.setHttpsConfigurator(new HttpsConfigurator(own));
    begin(secure);
    try {
      String url = "https://127.0.0.1:" + secure.getAddress().getPort() + "/ok";
      assertThat(Probe.http(url).check(context)).isInstanceOf(ProbeResult.Fail.class);
      assertThat(Probe.http(url).sslContext(own).contains("UP").check(context)).isEqualTo(PASS);
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void probesThatTrustAlikeShareTheirClient() throws Exception {
    SSLContext one = SSLContext.getInstance("TLS");
    SSLContext other = SSLContext.getInstance("TLS");
    assertThat(HttpClients.trusting(one)).isSameAs(HttpClients.trusting(one));
    assertThat(HttpClients.trusting(one)).isNotSameAs(HttpClients.trusting(other));
  }

  private HttpProbe probe(String path) {
    return Probe.http(url(path));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static void begin(HttpServer server) {
    server.createContext("/ok", exchange -> answer(exchange, 200, "node 7\nstatus: UP\n"));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/ok");
          answer(exchange, 302, "moved");
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// A certificate of its own for this machine, which nobody else trusts.
  private SSLContext tls() throws Exception {
    Path store = directory.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias probe -keyalg EC -dname CN=probe -validity 2"
                        + " -ext SAN=ip:127.0.0.1 -storetype PKCS12 -storepass changeit -keystore "
                        + store)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return tls;
  }
}
