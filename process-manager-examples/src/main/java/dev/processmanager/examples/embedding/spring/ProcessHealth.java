package dev.processmanager.examples.embedding.spring;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.HealthSummary;
import dev.processmanager.ProcessManager;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/// Down while a critical process is missing or any process is unhealthy.
@Component
class ProcessHealth extends AbstractHealthIndicator {

  private final ProcessManager processes;

  ProcessHealth(ProcessManager processes) {
    this.processes = processes;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws Exception {
    HealthSummary now = processes.healthSummary().get(5, SECONDS);
    now.details().forEach(status -> health.withDetail(status.key().toString(), status.describe()));
    (now.isHealthy() ? health.up() : health.down()).build();
  }
}
