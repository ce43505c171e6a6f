package dev.processmanager.examples.architect.http;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.processmanager.examples.architect.Supervision;
import java.util.concurrent.atomic.AtomicBoolean;

/// The routes of [this package][dev.processmanager.examples.architect.http], in a server.
public final class ArchitectApi implements AutoCloseable {

  private static final String BASE = "/api/supervisor/";

  private final HttpServer server;
  private final HttpContext context;
  private final Guard guard;
  private final Router router;
  private final Exchanges exchanges = new Exchanges();
  private final AtomicBoolean mounted = new AtomicBoolean(true);

  private ArchitectApi(HttpServer server, Supervision supervision, String token) {
    this.server = server;
    guard = new Guard(token);
    router = Routes.of(supervision);
    context = server.createContext(BASE, this::handle);
  }

  /// Serves everything below `/api/supervisor/` of a server, whatever else that serves. Requests
  /// run on virtual threads, so the server's own executor is never held up.
  ///
  /// @param token 16 visible ASCII characters or more
  public static ArchitectApi mount(HttpServer server, Supervision supervision, String token) {
    return new ArchitectApi(server, supervision, token);
  }

  /// Takes the routes out again, and ends their streams.
  @Override
  public void close() {
    if (mounted.compareAndSet(true, false)) {
      server.removeContext(context);
      exchanges.close();
    }
  }

  private void handle(HttpExchange exchange) {
    Thread.ofVirtual().name("architect-http").start(() -> exchanges.serve(exchange, this::answer));
  }

  private Answer answer(HttpExchange exchange) throws Exception {
    guard.admit(exchange.getRequestHeaders());
    String path = exchange.getRequestURI().getRawPath().substring(BASE.length());
    Router.Match match = router.find(exchange.getRequestMethod(), Request.segments(path));
    return match.handler().handle(Request.of(exchange, match.path()));
  }
}
