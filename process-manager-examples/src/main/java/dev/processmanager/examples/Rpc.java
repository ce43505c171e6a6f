package dev.processmanager.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.supervise.ManagedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// Talks JSON-RPC with a child that is looked after: 200 requests at once, then the end of its
/// input.
final class Rpc {

  private static final int REQUESTS = 200;

  private Rpc() {}

  static void main(String[] args) {
    Command command =
        Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            RpcServer.class.getName());
    try (ProcessManager pm = ProcessManager.create()) {
      ManagedProcess server =
          pm.startCliBackground(command.interactive(), as -> as.id("adder")).join();
      var client = new RpcClient(server);

      List<CompletableFuture<JsonNode>> sums =
          LongStream.range(0, REQUESTS).mapToObj(i -> client.call("add", i, i)).toList();
      long total = sums.stream().mapToLong(sum -> sum.join().asLong()).sum();

      IO.println(REQUESTS + " answers, together " + total);
      IO.println(server.stop().join());
    }
  }
}
