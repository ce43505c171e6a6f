package dev.processmanager.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// A child for [RpcClient]: adds numbers, each request on a thread of its own, so that answers come
/// in any order. Its log goes to standard error.
final class RpcServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RpcServer() {}

  static void main(String[] args) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode request = JSON.readTree(line);
        System.err.println("asked " + request.path("id"));
        workers.execute(() -> System.out.println(answer(request)));
      }
    }
  }

  private static ObjectNode answer(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", request.path("id"));
    if (!request.path("method").asText().equals("add")) {
      answer.putObject("error").put("code", -32601).put("message", "Method not found");
      return answer;
    }
    long sum = 0;
    for (JsonNode number : request.path("params")) {
      sum += number.asLong();
    }
    return answer.put("result", sum);
  }
}
