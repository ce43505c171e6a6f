package dev.processmanager.examples.embedding.spring;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.embedding.ReportDirectory;
import dev.processmanager.examples.embedding.ReportService;
import dev.processmanager.examples.embedding.WorkerService;
import dev.processmanager.output.Subscription;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who is given what. Beans are destroyed in the inverse order: the manager is closed when nobody
/// uses it any more.
@Configuration(proxyBeanMethods = false)
class Beans {

  @Bean(destroyMethod = "close")
  ProcessManager processManager(ReportProperties properties) {
    return ProcessManager.builder()
        .commandTimeout(properties.commandTimeout())
        .closeOnExit(false)
        .build();
  }

  /// Hands the events of all processes on to whoever listens in this application.
  @Bean(destroyMethod = "close")
  Subscription processEvents(ProcessManager processes, ApplicationEventPublisher application) {
    return processes.listen(application::publishEvent);
  }

  @Bean
  ReportDirectory reportDirectory(ReportProperties properties) {
    return ReportDirectory.at(properties.directory());
  }

  @Bean
  ReportService reports(ProcessManager processes, ReportDirectory directory) {
    return new ReportService(processes, directory);
  }

  @Bean
  WorkerService worker(
      ProcessManager processes, ReportDirectory directory, ReportProperties properties) {
    return new WorkerService(processes, directory, properties.port());
  }
}
