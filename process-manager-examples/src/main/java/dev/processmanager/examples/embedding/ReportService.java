package dev.processmanager.examples.embedding;

import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Reports how much room directories take, which a command of the system finds out. Safe for use by
/// many threads.
public final class ReportService {

  private final ProcessManager processes;
  private final ReportDirectory reports;

  /// @param processes runs the command; whoever made it closes it
  /// @param reports where the reports are written to
  public ReportService(ProcessManager processes, ReportDirectory reports) {
    this.processes = processes;
    this.reports = reports;
  }

  /// Writes a report.
  ///
  /// @param name its file's name
  /// @param directory what it is about
  /// @return completes with its file; exceptionally if the command fails or takes too long.
  ///     Cancelling it ends the command
  public CompletableFuture<Path> write(String name, Path directory) {
    Command usage = Command.of("du", "-sk", directory.toString()).timeout(ofSeconds(30));
    return processes
        .runCli(usage)
        .thenApply(result -> reports.save(name, result.orThrow().stdout()));
  }
}
