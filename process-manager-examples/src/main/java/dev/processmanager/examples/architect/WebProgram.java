package dev.processmanager.examples.architect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// What the services of the sample are: a web program on the loopback, at the port in the variable
/// `PORT`, that says how it is at `/health`.
final class WebProgram {

  private WebProgram() {}

  static void main(String[] args) throws IOException {
    String name = args.length > 0 ? args[0] : "web program";
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/health", exchange -> answer(exchange, "{\"status\": \"UP\"}\n"));
    server.createContext(
        "/",
        exchange -> {
          IO.println(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          answer(exchange, name + ", process " + ProcessHandle.current().pid() + "\n");
        });
    server.start();
    IO.println(name + " listens at port " + port);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println(name + " ends")));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
