package dev.processmanager.examples;

import static dev.processmanager.examples.Console.say;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.Health;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.Signal;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import dev.processmanager.supervise.ProcessEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs a command, then looks after a real web server: starts it, checks it, kills it, watches it
/// come back, stops it.
final class Quickstart {

  private Quickstart() {}

  static void main() throws Exception {
    Path directory = Files.createTempDirectory("quickstart");
    try (ProcessManager pm =
        ProcessManager.builder().registryFile(directory.resolve("processes.json")).build()) {
      runOnce(pm);
      lookAfterServer(pm, directory);
    } finally {
      delete(directory);
    }
  }

  private static void runOnce(ProcessManager pm) {
    say("A command, run once:");
    ProcessResult sorted = pm.runCli(Command.of("sort").input("pear\napple\nfig\n")).join();
    say(
        "  %s -> %s in %d ms",
        sorted.description(), sorted.describe(), sorted.duration().toMillis());
    sorted.stdout().lines().forEach(line -> say("  | %s", line));
  }

  private static void lookAfterServer(ProcessManager pm, Path directory) throws Exception {
    int port = freePort();
    String url = "http://127.0.0.1:" + port + "/";
    var backAgain = new CompletableFuture<ProcessEvent>();
    pm.listen(
        event -> {
          say("  event  %s", event.describe());
          if (event instanceof ProcessEvent.HealthChanged health
              && health.generation() == 2
              && health.to() == Health.HEALTHY) {
            backAgain.complete(event);
          }
        });

    say("A server in the background, restarted when it fails, checked by HTTP:");
    ManagedProcess server =
        pm.startCliBackground(
                server(pm, port).in(Files.createDirectory(directory.resolve("www"))),
                as ->
                    as.id("web-server")
                        .metadata("team", "edge")
                        .logFile(directory.resolve("web-server.log"), Rotation.of(1_000_000, 3))
                        .restart(
                            RestartPolicy.onFailure()
                                .backoff(Backoff.fixed(ofMillis(300)))
                                .atMost(3))
                        .check(
                            HealthCheck.startup(Probe.http(url)).every(ofMillis(100)).failures(100))
                        .check(HealthCheck.liveness(Probe.http(url)).every(ofSeconds(1))))
            .join();
    server.whenHealthy().get(20, TimeUnit.SECONDS);
    Console.table(pm.listProcesses().join());

    say("Somebody kills it:");
    pm.signalProcess("web-server", Signal.KILL).join();
    backAgain.get(20, TimeUnit.SECONDS);
    Console.table(pm.listProcesses().join());

    say(
        "Its log file has %d lines.",
        Files.readAllLines(directory.resolve("web-server.log")).size());
    say("Everything is stopped:");
    boolean complete = pm.stopAll().join().complete();
    Console.table(pm.listProcesses().join());
    say(complete ? "Done: nothing is left behind." : "Some processes survived.");
  }

  /// Python's web server where there is one, the JDK's otherwise.
  private static Command server(ProcessManager pm, int port) {
    String number = Integer.toString(port);
    return pm.runCli("python3", "-c", "import http.server")
        .handle(
            (check, missing) ->
                missing == null && check.success()
                    ? Command.of(
                        "python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", number)
                    : Command.of(jwebserver(), "-b", "127.0.0.1", "-p", number))
        .join();
  }

  private static String jwebserver() {
    return Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
