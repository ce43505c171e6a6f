package dev.processmanager.examples.embedding.spring;

import dev.processmanager.examples.embedding.ReportDirectory;
import dev.processmanager.examples.embedding.ReportService;
import dev.processmanager.examples.embedding.WorkerService;
import dev.processmanager.supervise.ProcessEvent;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Logs what happens, and writes a report when the application has begun and when it is to end.
@Component
class Diary {

  private static final Logger LOG = LoggerFactory.getLogger(Diary.class);

  private final ReportService reports;
  private final ReportDirectory directory;
  private final WorkerService worker;
  private final ProcessHealth health;

  Diary(
      ReportService reports,
      ReportDirectory directory,
      WorkerService worker,
      ProcessHealth health) {
    this.reports = reports;
    this.directory = directory;
    this.worker = worker;
    this.health = health;
  }

  @EventListener
  void happened(ProcessEvent event) {
    LOG.info("{}", event.describe());
  }

  @EventListener(ApplicationReadyEvent.class)
  void begun() {
    LOG.info("Health: {}", health.health());
    LOG.info("The report is at {}", worker.address().resolve(write("usage.txt")));
  }

  /// Nothing is stopped yet.
  @EventListener(ContextClosedEvent.class)
  void ends() {
    LOG.info("The last report is {}", write("last.txt"));
  }

  private String write(String name) {
    Path report = reports.write(name, directory.path()).join();
    return report.getFileName().toString();
  }
}
