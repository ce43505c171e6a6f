package dev.processmanager.examples.embedding.plain;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.embedding.ReportDirectory;
import dev.processmanager.examples.embedding.ReportService;
import dev.processmanager.examples.embedding.WorkerService;
import java.nio.file.Path;

/// A whole application, put together by hand. It owns the manager, so it closes it.
final class ReportApplication implements AutoCloseable {

  private static final String DEFAULT_PORT = "8089";

  private final ProcessManager processes = ProcessManager.create();
  private final ReportDirectory directory;
  private final ReportService reports;
  private final WorkerService worker;

  private ReportApplication(ReportDirectory directory, int port) {
    this.directory = directory;
    reports = new ReportService(processes, directory);
    worker = new WorkerService(processes, directory, port);
  }

  static void main(String[] args) {
    Path directory = Path.of(args.length > 0 ? args[0] : "reports");
    int port = Integer.parseInt(args.length > 1 ? args[1] : DEFAULT_PORT);
    try (var application = new ReportApplication(ReportDirectory.at(directory), port)) {
      application.run();
    }
  }

  /// Goes on for as long as the worker does: until Ctrl+C, unless it fails for good before.
  private void run() {
    processes.listen(event -> IO.println(event.describe()));
    Path report = reports.write("usage.txt", directory.path()).join();
    IO.println(worker.start().join().status().describe());
    IO.println("The report is at " + worker.address().resolve(report.getFileName().toString()));
    processes.waitForProcess(WorkerService.ID).join();
  }

  @Override
  public void close() {
    processes.close();
  }
}
