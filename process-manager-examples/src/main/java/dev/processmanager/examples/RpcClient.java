package dev.processmanager.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.processmanager.supervise.ManagedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// JSON-RPC 2.0 with a child over its standard streams, one message a line, as MCP servers speak
/// it. One virtual thread reads the answers, whatever their order. Safe for use by many threads.
public final class RpcClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final OutputStream requests;
  private final BufferedReader answers;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /// Begins to read.
  ///
  /// @param server a command that was started as `interactive()`
  public RpcClient(ManagedProcess server) {
    this.name = server.id();
    this.requests = server.stdin();
    this.answers =
        new BufferedReader(new InputStreamReader(server.stdout(), StandardCharsets.UTF_8));
    Thread.ofVirtual().name("rpc-" + name).start(this::read);
  }

  /// Asks the server. Blocks only while the server does not read.
  ///
  /// @param method what to call
  /// @param params with what
  /// @return completes with the result; exceptionally with an [IOException] if the server answers
  ///     with an error or has ended
  public CompletableFuture<JsonNode> call(String method, Object... params) {
    var answer = new CompletableFuture<JsonNode>();
    long id = ids.incrementAndGet();
    waiting.put(id, answer);
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    request.put("method", method).set("params", JSON.valueToTree(params));
    try {
      write(request + "\n");
    } catch (IOException notSent) {
      fail(id, notSent);
    }
    if (ended) {
      fail(id, new IOException(name + " has ended"));
    }
    return answer;
  }

  private void write(String message) throws IOException {
    writing.lock();
    try {
      requests.write(message.getBytes(StandardCharsets.UTF_8));
      requests.flush();
    } finally {
      writing.unlock();
    }
  }

  private void read() {
    try (answers) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        accept(JSON.readTree(line));
      }
      end(new IOException(name + " has ended"));
    } catch (JsonProcessingException notJson) {
      end(new IOException(name + " does not speak JSON-RPC", notJson));
    } catch (IOException failure) {
      end(failure);
    }
  }

  private void accept(JsonNode message) {
    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asLong());
    if (answer == null) {
      return;
    }
    if (message.has("error")) {
      answer.completeExceptionally(new IOException(message.get("error").toString()));
    } else {
      answer.complete(message.path("result"));
    }
  }

  private void end(IOException reason) {
    ended = true;
    waiting.keySet().forEach(id -> fail(id, reason));
  }

  private void fail(long id, IOException reason) {
    CompletableFuture<JsonNode> answer = waiting.remove(id);
    if (answer != null) {
      answer.completeExceptionally(reason);
    }
  }
}
