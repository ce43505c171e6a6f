package dev.processmanager.examples.architect.http;

import com.sun.net.httpserver.HttpServer;
import dev.processmanager.examples.architect.Supervision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/// The API and the dashboard at a port of the loopback.
public final class ArchitectServer implements AutoCloseable {

  private static final int SECONDS_FOR_LAST_ANSWERS = 1;

  private final HttpServer server;
  private final ArchitectApi api;
  private final String token;

  private ArchitectServer(HttpServer server, ArchitectApi api, String token) {
    this.server = server;
    this.api = api;
    this.token = token;
  }

  /// @param port 0 for any that is free
  /// @param token 16 visible ASCII characters or more
  public static ArchitectServer start(int port, Supervision supervision, String token)
      throws IOException {
    // Otherwise each answer on a kept connection waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    try {
      ArchitectApi api = ArchitectApi.mount(server, supervision, token);
      Dashboard.mount(server);
      server.start();
      return new ArchitectServer(server, api, token);
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// Where a browser finds the dashboard and is let in; a secret, as it holds the token.
  public URI dashboard() {
    return URI.create("http://127.0.0.1:" + port() + "/#token=" + token);
  }

  /// Ends all streams, and gives answers under way a second.
  @Override
  public void close() {
    api.close();
    server.stop(SECONDS_FOR_LAST_ANSWERS);
  }
}
