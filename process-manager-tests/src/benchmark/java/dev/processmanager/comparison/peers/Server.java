package dev.processmanager.comparison.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.processmanager.comparison.HostGone;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.NotHere;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// A program in another language that does what it is told, a JSON object a line, and answers in
/// any order.
final class Server {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final OutputStream requests;
  private final Map<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private long count;

  private Server(Process process) {
    this.process = process;
    this.requests = process.getOutputStream();
  }

  /// @throws NotHere if there is no such program here
  static Server start(List<String> command) {
    try {
      var server =
          new Server(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
      Thread.ofPlatform().daemon().start(server::read);
      return server;
    } catch (IOException missing) {
      throw new NotHere("no " + command.getFirst() + " here");
    }
  }

  /// {@return the first word of what a program prints that looks like a version}
  static String version(String program) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      try (BufferedReader lines = process.inputReader()) {
        return String.valueOf(lines.readLine()).replaceAll("[^\\d.]", "");
      }
    } catch (IOException missing) {
      return "not here";
    }
  }

  long pid() {
    return process.pid();
  }

  /// Tells it to do something, and waits for the answer.
  JsonNode ask(String what, Map<String, ?> details) throws Exception {
    try {
      return send(what, details).get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  CompletableFuture<JsonNode> send(String what, Map<String, ?> details) throws IOException {
    var answer = new CompletableFuture<JsonNode>();
    var request = new LinkedHashMap<String, Object>(details);
    request.put("op", what);
    synchronized (requests) {
      long id = ++count;
      request.put("id", id);
      open.put(id, answer);
      try {
        requests.write((JSON.writeValueAsString(request) + "\n").getBytes("UTF-8"));
        requests.flush();
      } catch (IOException gone) {
        answer.completeExceptionally(gone());
      }
    }
    return answer;
  }

  void await() throws InterruptedException {
    process.waitFor();
  }

  private void read() {
    try (BufferedReader answers = process.inputReader()) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        settle(JSON.readTree(line));
      }
    } catch (IOException damaged) {
      process.destroyForcibly();
    }
    HostGone gone = gone();
    open.values().forEach(one -> one.completeExceptionally(gone));
  }

  private void settle(JsonNode answer) {
    CompletableFuture<JsonNode> asked = open.remove(answer.get("id").asLong());
    if (asked == null) {
      return;
    }
    if (answer.has("none")) {
      asked.completeExceptionally(new NoSuchFeature(answer.get("none").asText()));
    } else if (answer.has("error")) {
      asked.completeExceptionally(new IOException(answer.get("error").asText()));
    } else {
      asked.complete(answer);
    }
  }

  private HostGone gone() {
    try {
      boolean ended = process.waitFor(1, TimeUnit.SECONDS);
      return new HostGone(
          "the host ended" + (ended ? " with exit code " + process.exitValue() : ""));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new HostGone("the host ended");
    }
  }
}
