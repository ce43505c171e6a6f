package dev.processmanager.scenarios;

import static dev.processmanager.scenarios.Scenario.get;
import static dev.processmanager.scenarios.Scenario.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import dev.processmanager.command.Command;
import dev.processmanager.examples.RpcClient;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Signal;
import dev.processmanager.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A protocol over the standard streams of children, as language servers and MCP servers speak it.
class JsonRpcTest {

  /// Answers each request with its own id, in as little as a shell can be.
  private static final String TINY_SERVER =
      "while read -r line; do id=${line#*\\\"id\\\":}; id=${id%%,*};"
          + " echo \"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":$id,\\\"result\\\":$id}\"; done";

  @ParameterizedTest
  @EnumSource
  void twoHundredRequestsAtOnceGetTheirOwnAnswers(TestEngine engine) {
    Command server =
        Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.processmanager.examples.RpcServer");
    try (ProcessManager pm = engine.open()) {
      ManagedProcess process = get(pm.startCliBackground(server.interactive()));
      var client = new RpcClient(process);
      List<CompletableFuture<JsonNode>> sums =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                              () -> client.call("add", i, 1_000), Thread::startVirtualThread)
                          .thenCompose(answer -> answer))
              .toList();
      for (int i = 0; i < 200; i++) {
        assertThat(get(sums.get(i)).asInt()).isEqualTo(i + 1_000);
      }
      assertThatThrownBy(() -> client.call("divide", 1).get())
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("Method not found");
    }
  }

  @ParameterizedTest
  @EnumSource
  void threeHundredServersAtOnceAnswer(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      var clients = new ArrayList<RpcClient>();
      IntStream.range(0, 300)
          .mapToObj(_ -> pm.startCliBackground(sh(TINY_SERVER).interactive()))
          .toList()
          .forEach(server -> clients.add(new RpcClient(get(server))));
      for (int round = 1; round <= 3; round++) {
        List<CompletableFuture<JsonNode>> answers =
            clients.stream().map(client -> client.call("echo", "x".repeat(5_000))).toList();
        for (CompletableFuture<JsonNode> answer : answers) {
          assertThat(get(answer).asInt()).isEqualTo(round);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDeathOfAServerFailsWhatWaitsForIt(TestEngine engine) {
    try (ProcessManager pm = engine.open()) {
      ManagedProcess mute =
          get(pm.startCliBackground(sh("exec sleep 60").interactive(), as -> as.id("mute")));
      var client = new RpcClient(mute);
      CompletableFuture<JsonNode> waiting = client.call("anything");
      get(mute.signal(Signal.KILL));

      assertThatThrownBy(() -> get(waiting)).hasStackTraceContaining("mute has ended");
      assertThat(get(mute.exit())).isEqualTo(new Exit.Signalled(Signal.KILL, false));
      assertThatThrownBy(() -> get(client.call("more"))).hasStackTraceContaining("mute has ended");
    }
  }
}
