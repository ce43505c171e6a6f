package dev.processmanager.examples.architect.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One page that needs nothing but itself and the API. It holds no secret, so it needs no token.
final class Dashboard {

  private static final List<String> STYLES = List.of("theme.css", "layout.css", "services.css");
  private static final List<String> SCRIPTS =
      List.of("elements.js", "api.js", "chart.js", "services.js", "graph.js", "live.js", "main.js");
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'nonce-%1$s'",
          "style-src 'nonce-%1$s'",
          "connect-src 'self'",
          "img-src data:",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'");

  private final String page;
  private final Router router = new Router().on("GET", "", _ -> page());
  private final SecureRandom random = new SecureRandom();

  private Dashboard() {
    page = read("page.html").replace("{{style}}", all(STYLES)).replace("{{script}}", all(SCRIPTS));
  }

  static void mount(HttpServer server) {
    var dashboard = new Dashboard();
    var exchanges = new Exchanges();
    server.createContext(
        "/",
        exchange -> Thread.ofVirtual().start(() -> exchanges.serve(exchange, dashboard::answer)));
  }

  private Answer answer(HttpExchange exchange) throws Exception {
    Guard.checkSite(exchange.getRequestHeaders());
    String path = exchange.getRequestURI().getRawPath().substring(1);
    Router.Match match = router.find(exchange.getRequestMethod(), Request.segments(path));
    return match.handler().handle(Request.of(exchange, match.path()));
  }

  private Answer page() {
    String nonce = nonce();
    return new Answer.Content(
        200,
        "text/html; charset=utf-8",
        page.replace("{{nonce}}", nonce).getBytes(StandardCharsets.UTF_8),
        Map.of(
            "Content-Security-Policy", POLICY.formatted(nonce),
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin"));
  }

  private String nonce() {
    var bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String all(List<String> files) {
    return files.stream().map(Dashboard::read).collect(Collectors.joining("\n"));
  }

  private static String read(String file) {
    try (InputStream in = Dashboard.class.getResourceAsStream("dashboard/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
