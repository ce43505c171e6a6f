package dev.processmanager.examples.architect.http;

import com.sun.net.httpserver.HttpServer;
import dev.processmanager.examples.architect.Supervision;

/// The routes of [this package][dev.processmanager.examples.architect.http], in a server.
public final class ArchitectApi {

  private ArchitectApi() {}

  /// Serves everything below `/api/supervisor/` of a server, whatever else that serves. Requests run
  /// on virtual threads, so the server's own executor is never held up.
  ///
  /// @param token 16 characters or more, without spaces
  /// @return what takes the routes out again and ends their streams
  public static AutoCloseable mount(HttpServer server, Supervision supervision, String token) {
    throw new UnsupportedOperationException();
  }
}
