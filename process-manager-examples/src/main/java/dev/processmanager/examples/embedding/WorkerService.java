package dev.processmanager.examples.embedding;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.output.Rotation;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.StopReport;
import dev.processmanager.restart.Backoff;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.ManagedProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Keeps a web server running beside the application, which hands out the reports: the one that
/// comes with the JDK, as a process of its own. Safe for use by many threads.
public final class WorkerService {

  /// Under which id it runs.
  public static final String ID = "report-server";

  private final ProcessManager processes;
  private final ReportDirectory reports;
  private final int port;

  /// @param processes looks after it; whoever made it closes it
  /// @param reports what it hands out
  /// @param port where it listens, on the loopback address
  public WorkerService(ProcessManager processes, ReportDirectory reports, int port) {
    this.processes = processes;
    this.reports = reports;
    this.port = port;
  }

  /// {@return where it answers}
  public URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /// Starts it. From then on it is restarted whenever it was killed or does not answer, but not
  /// when it cannot do what it is told to, for instance because its port is taken.
  ///
  /// @return completes once it answers; exceptionally if it does not come up
  public CompletableFuture<ManagedProcess> start() {
    Probe answers = Probe.http(address().toString());
    RestartPolicy unlessRefused =
        RestartPolicy.onFailure()
            .preventCodes(1, 2)
            .backoff(Backoff.exponential(ofMillis(200), 2).max(ofSeconds(30)).jitter(0.2))
            .atMost(10);
    return processes
        .startCliBackground(
            webServer(),
            as ->
                as.id(ID)
                    .critical()
                    .logFile(reports.path().resolveSibling(ID + ".log"), Rotation.of(1_000_000, 3))
                    .restart(unlessRefused)
                    .check(HealthCheck.startup(answers).every(ofMillis(100)).failures(100))
                    .check(HealthCheck.liveness(answers).every(ofSeconds(5))))
        .thenCompose(ManagedProcess::whenHealthy);
  }

  /// Stops it.
  ///
  /// @return completes when it has ended
  public CompletableFuture<StopReport> stop() {
    return processes.stopProcess(ID);
  }

  private Command webServer() {
    String program = Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
    return Command.of(program, "-b", "127.0.0.1", "-p", Integer.toString(port)).in(reports.path());
  }
}
